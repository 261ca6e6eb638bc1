using Sampan.Templates.Values;

namespace Sampan.Conformance.Templates;

/// <summary>The chart's metadata, as templates see it.</summary>
internal sealed class ChartObject : ITemplateObject
{
    private static readonly Struct Metadata = new(
        "chart.Metadata",
        [
            new("Name", "c"),
            new("Home", ""),
            new("Sources", new List<string>()),
            new("Version", "1.2.3"),
            new("Description", ""),
            new("Keywords", new List<string>()),
            new("Maintainers", new List<object?>()),
            new("Icon", ""),
            new("APIVersion", "v2"),
            new("Condition", ""),
            new("Tags", ""),
            new("AppVersion", "4.5.6"),
            new("Deprecated", false),
            new("Annotations", new Dictionary<string, string>()),
            new("KubeVersion", ""),
            new("Dependencies", new List<object?>()),
            new("Type", ""),
        ]);

    public string GoType => "struct { chart.Metadata; IsRoot bool }";

    public IReadOnlyList<TemplateField> Fields { get; } = [new("Metadata", Metadata), new("IsRoot", true)];

    public IReadOnlyList<TemplateField> JsonFields { get; } =
        [new("name", "c"), new("version", "1.2.3"), new("apiVersion", "v2"), new("appVersion", "4.5.6"), new("IsRoot", true)];

    public bool TryGetField(string name, out object? value)
    {
        value = name switch
        {
            "IsRoot" => true,
            "Metadata" => Metadata,
            _ => null,
        };
        return value is not null || ((ITemplateObject)Metadata).TryGetField(name, out value);
    }
}
