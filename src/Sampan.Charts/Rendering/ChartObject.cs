using Sampan.Charts.Metadata;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary><c>.Chart</c> as templates see it: the metadata's fields under Go's names, and <c>IsRoot</c>.</summary>
internal sealed class ChartObject(ChartMetadata metadata, bool isRoot) : ITemplateObject
{
    private readonly MetadataObject _metadata = new(metadata);

    public string GoType => "struct { chart.Metadata; IsRoot bool }";

    public IReadOnlyList<TemplateField> Fields => [new("Metadata", _metadata), new("IsRoot", isRoot)];

    public IReadOnlyList<TemplateField> JsonFields => [.. _metadata.JsonFields, new("IsRoot", isRoot)];

    public bool TryGetField(string name, out object? value)
    {
        switch (name)
        {
            case "Metadata":
                value = _metadata;
                return true;
            case "IsRoot":
                value = isRoot;
                return true;
            default:
                return ((ITemplateObject)_metadata).TryGetField(name, out value);
        }
    }

    private sealed class MetadataObject(ChartMetadata metadata) : ITemplateObject
    {
        public string GoType => "chart.Metadata";

        public IReadOnlyList<TemplateField> Fields { get; } =
        [
            new("Name", metadata.Name),
            new("Home", metadata.Home),
            new("Sources", metadata.Sources.ToList()),
            new("Version", metadata.Version),
            new("Description", metadata.Description),
            new("Keywords", metadata.Keywords.ToList()),
            new("Maintainers", metadata.Maintainers.Select(object? (maintainer) => maintainer is null ? null : new MaintainerObject(maintainer)).ToList()),
            new("Icon", metadata.Icon),
            new("APIVersion", metadata.ApiVersion),
            new("Condition", metadata.Condition),
            new("Tags", metadata.Tags),
            new("AppVersion", metadata.AppVersion),
            new("Deprecated", metadata.Deprecated),
            new("Annotations", metadata.Annotations.ToDictionary(StringComparer.Ordinal)),
            new("KubeVersion", metadata.KubeVersion),
            new("Dependencies", (metadata.Dependencies ?? []).Select(object? (dependency) => dependency is null ? null : new DependencyObject(dependency)).ToList()),
            new("Type", metadata.Type),
        ];

        public IReadOnlyList<TemplateField> JsonFields => [.. MetadataValues.Of(metadata).Select(entry => new TemplateField(entry.Key, entry.Value))];
    }

    private sealed class MaintainerObject(Maintainer maintainer) : ITemplateObject
    {
        public string GoType => "*chart.Maintainer";

        public IReadOnlyList<TemplateField> Fields { get; } =
            [new("Name", maintainer.Name), new("Email", maintainer.Email), new("URL", maintainer.Url)];

        public IReadOnlyList<TemplateField> JsonFields => [.. MetadataValues.Of(maintainer).Select(entry => new TemplateField(entry.Key, entry.Value))];
    }

    private sealed class DependencyObject(ChartDependency dependency) : ITemplateObject
    {
        public string GoType => "*chart.Dependency";

        public IReadOnlyList<TemplateField> Fields { get; } =
        [
            new("Name", dependency.Name),
            new("Version", dependency.Version),
            new("Repository", dependency.Repository),
            new("Condition", dependency.Condition),
            new("Tags", dependency.Tags.ToList()),
            new("Enabled", dependency.Enabled),
            new("ImportValues", dependency.ImportValues.ToList()),
            new("Alias", dependency.Alias),
        ];

        public IReadOnlyList<TemplateField> JsonFields => [.. MetadataValues.Of(dependency).Select(entry => new TemplateField(entry.Key, entry.Value))];
    }
}
