using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Patching;

/// <summary>JSON merge patch, RFC 7386.</summary>
public static class MergePatch
{
    /// <summary>The document with the patch applied; neither argument is changed.</summary>
    public static JsonObject Apply(JsonObject document, JsonObject patch)
    {
        var result = new JsonObject();
        foreach (var (name, value) in document)
        {
            if (!patch.TryGetPropertyValue(name, out var change))
            {
                result[name] = value?.DeepClone();
            }
            else if (change is not null)
            {
                result[name] = Merge(value, change);
            }
        }

        foreach (var (name, change) in patch)
        {
            if (change is not null && !document.ContainsKey(name))
            {
                result[name] = Merge(null, change);
            }
        }

        return result;
    }

    private static JsonNode Merge(JsonNode? value, JsonNode change) =>
        change is JsonObject members ? Apply(value as JsonObject ?? [], members) : change.DeepClone();
}
