using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Repositories;

/// <summary>Writes index.yaml as Helm does.</summary>
public static class RepositoryIndexWriter
{
    /// <summary>The index as YAML.</summary>
    public static string Yaml(RepositoryIndex index) => YamlData.Write(Values(index));

    /// <summary>The index as JSON, indented by two.</summary>
    public static string Json(RepositoryIndex index) => GoJson.Write(Values(index), indents: true);

    private static Dictionary<string, object?> Values(RepositoryIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        var map = ValueTrees.NewMap();
        map["apiVersion"] = index.ApiVersion;
        map["generated"] = index.Generated;
        map["entries"] = index.Charts.ToDictionary(chart => chart.Key, chart => (object?)chart.Value.Select(Values).ToList<object?>(), StringComparer.Ordinal);
        if (index.PublicKeys.Count > 0)
        {
            map["publicKeys"] = index.PublicKeys.ToList<object?>();
        }

        if (index.Annotations.Count > 0)
        {
            map["annotations"] = index.Annotations.OrderBy(entry => entry.Key, StringComparer.Ordinal).ToDictionary(entry => entry.Key, entry => (object?)entry.Value, StringComparer.Ordinal);
        }

        return map;
    }

    private static Dictionary<string, object?> Values(IndexedChart chart)
    {
        var map = MetadataValues.Of(chart.Metadata);
        map["urls"] = chart.Urls.ToList<object?>();
        map["created"] = chart.Created;
        if (chart.Removed)
        {
            map["removed"] = true;
        }

        if (chart.Digest.Length > 0)
        {
            map["digest"] = chart.Digest;
        }

        return map;
    }
}
