using Sampan.Charts.Text;

namespace Sampan.Charts.Metadata;

/// <summary>Reads Chart.yaml, requirements.yaml and their lock files.</summary>
internal static class MetadataReader
{
    private const string Package = "chart";

    /// <summary>The metadata of a text; what it does not say stays as in <paramref name="under"/>. Throws <see cref="ChartException"/>.</summary>
    public static ChartMetadata Read(string yaml, ChartMetadata? under = null)
    {
        var metadata = under ?? new ChartMetadata();
        return StructReader.Read(yaml, Package, "Metadata") is { } reader ? Read(reader, metadata) : metadata;
    }

    /// <summary>A lock file; null for an empty text. Throws <see cref="ChartException"/>.</summary>
    public static ChartLock? ReadLock(string yaml) => StructReader.Read(yaml, Package, "Lock") is { } reader
        ? new ChartLock(reader.Text("generated"), reader.Text("digest"), [.. ReadDependencies(reader)?.OfType<ChartDependency>() ?? []])
        : null;

    /// <summary>The metadata among a struct's fields. Throws <see cref="ChartException"/>.</summary>
    public static ChartMetadata Read(StructReader reader) => Read(reader, new ChartMetadata());

    private static ChartMetadata Read(StructReader reader, ChartMetadata under) => new()
    {
        Name = reader.Text("name", under.Name),
        Home = reader.Text("home", under.Home),
        Sources = reader.Texts("sources") is { Count: > 0 } sources ? sources : under.Sources,
        Version = reader.Text("version", under.Version),
        Description = reader.Text("description", under.Description),
        Keywords = reader.Texts("keywords") is { Count: > 0 } keywords ? keywords : under.Keywords,
        Maintainers = ReadMaintainers(reader) ?? under.Maintainers,
        Icon = reader.Text("icon", under.Icon),
        ApiVersion = reader.Text("apiVersion", under.ApiVersion),
        Condition = reader.Text("condition", under.Condition),
        Tags = reader.Text("tags", under.Tags),
        AppVersion = reader.Text("appVersion", under.AppVersion),
        Deprecated = reader.Flag("deprecated", under.Deprecated),
        Annotations = reader.TextMap("annotations") is { Count: > 0 } annotations ? annotations : under.Annotations,
        KubeVersion = reader.Text("kubeVersion", under.KubeVersion),
        Dependencies = ReadDependencies(reader) ?? under.Dependencies,
        Type = reader.Text("type", under.Type),
    };

    private static Maintainer?[]? ReadMaintainers(StructReader reader) =>
        reader.Structs("maintainers", "Maintainer", "[]*chart.Maintainer")?
            .Select(maintainer => maintainer is null ? null : new Maintainer(maintainer.Text("name"), maintainer.Text("email"), maintainer.Text("url")))
            .ToArray();

    private static ChartDependency?[]? ReadDependencies(StructReader reader) =>
        reader.Structs("dependencies", "Dependency", "[]*chart.Dependency")?
            .Select(dependency => dependency is null ? null : ReadDependency(dependency))
            .ToArray();

    private static ChartDependency ReadDependency(StructReader reader) => new()
    {
        Name = reader.Text("name"),
        Version = reader.Text("version"),
        Repository = reader.Text("repository"),
        Condition = reader.Text("condition"),
        Tags = reader.Texts("tags"),
        Enabled = reader.Flag("enabled"),
        ImportValues = reader.Items("import-values", "[]interface {}"),
        Alias = reader.Text("alias"),
    };
}
