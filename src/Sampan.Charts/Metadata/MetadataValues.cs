using Sampan.Charts.Values;

namespace Sampan.Charts.Metadata;

/// <summary>Metadata as plain data, as Helm writes it into Chart.yaml and release records: fields in its order, empty ones left out.</summary>
public static class MetadataValues
{
    /// <summary>A chart's metadata under the names of Chart.yaml.</summary>
    public static Dictionary<string, object?> Of(ChartMetadata metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        var map = ValueTrees.NewMap();
        AddText(map, "name", metadata.Name);
        AddText(map, "home", metadata.Home);
        AddList(map, "sources", metadata.Sources);
        AddText(map, "version", metadata.Version);
        AddText(map, "description", metadata.Description);
        AddList(map, "keywords", metadata.Keywords);
        AddList(map, "maintainers", [.. metadata.Maintainers.Select(maintainer => maintainer is null ? null : Of(maintainer))]);
        AddText(map, "icon", metadata.Icon);
        AddText(map, "apiVersion", metadata.ApiVersion);
        AddText(map, "condition", metadata.Condition);
        AddText(map, "tags", metadata.Tags);
        AddText(map, "appVersion", metadata.AppVersion);
        AddFlag(map, "deprecated", metadata.Deprecated);
        if (metadata.Annotations.Count > 0)
        {
            map["annotations"] = metadata.Annotations.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => (object?)entry.Value, StringComparer.Ordinal);
        }

        AddText(map, "kubeVersion", metadata.KubeVersion);
        AddList(map, "dependencies", [.. (metadata.Dependencies ?? []).Select(dependency => dependency is null ? null : Of(dependency))]);
        AddText(map, "type", metadata.Type);
        return map;
    }

    /// <summary>A dependency under the names of Chart.yaml; name and repository also when empty.</summary>
    public static Dictionary<string, object?> Of(ChartDependency dependency)
    {
        ArgumentNullException.ThrowIfNull(dependency);
        var map = ValueTrees.NewMap();
        map["name"] = dependency.Name;
        AddText(map, "version", dependency.Version);
        map["repository"] = dependency.Repository;
        AddText(map, "condition", dependency.Condition);
        AddList(map, "tags", dependency.Tags);
        AddFlag(map, "enabled", dependency.Enabled);
        AddList(map, "import-values", [.. dependency.ImportValues.Select(Sorted)]);
        AddText(map, "alias", dependency.Alias);
        return map;
    }

    /// <summary>A maintainer under the names of Chart.yaml.</summary>
    public static Dictionary<string, object?> Of(Maintainer maintainer)
    {
        ArgumentNullException.ThrowIfNull(maintainer);
        var map = ValueTrees.NewMap();
        AddText(map, "name", maintainer.Name);
        AddText(map, "email", maintainer.Email);
        AddText(map, "url", maintainer.Url);
        return map;
    }

    private static object? Sorted(object? value) => value is Dictionary<string, object?> map
        ? map.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => Sorted(entry.Value), StringComparer.Ordinal)
        : value;

    private static void AddText(Dictionary<string, object?> map, string name, string text)
    {
        if (text.Length > 0)
        {
            map[name] = text;
        }
    }

    private static void AddFlag(Dictionary<string, object?> map, string name, bool flag)
    {
        if (flag)
        {
            map[name] = flag;
        }
    }

    private static void AddList(Dictionary<string, object?> map, string name, IReadOnlyList<object?> items)
    {
        if (items.Count > 0)
        {
            map[name] = items.ToList();
        }
    }
}
