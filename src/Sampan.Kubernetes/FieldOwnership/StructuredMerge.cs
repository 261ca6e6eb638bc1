using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>Lays an applied object over a live one: fields and granular lists are merged, everything else replaced.</summary>
public static class StructuredMerge
{
    /// <summary>The merged object; neither argument is changed.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, IValueSchema schema) => MergeObjects(live, applied, schema);

    private static JsonNode? Merge(JsonNode? live, JsonNode? applied, IValueSchema? schema) => (live, applied) switch
    {
        _ when SchemaWalk.IsLeaf(applied, schema) => applied?.DeepClone(),
        (JsonObject members, JsonObject changes) => MergeObjects(members, changes, schema),
        (JsonArray items, JsonArray changes) => MergeLists(items, changes, schema!),
        _ => applied?.DeepClone(),
    };

    private static JsonObject MergeObjects(JsonObject live, JsonObject applied, IValueSchema? schema)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
        {
            result[name] = applied.TryGetPropertyValue(name, out var change) ? Merge(value, change, schema?.Field(name)) : value?.DeepClone();
        }

        foreach (var (name, change) in applied)
        {
            if (!live.ContainsKey(name))
            {
                result[name] = change?.DeepClone();
            }
        }

        return result;
    }

    /// <summary>
    /// Shared elements stand in the applied order; an element of the live list alone keeps its place before the shared
    /// element that it preceded.
    /// </summary>
    private static JsonArray MergeLists(JsonArray live, JsonArray applied, IValueSchema schema)
    {
        var left = SchemaWalk.Elements(live, schema);
        var right = SchemaWalk.Elements(applied, schema);
        var leftItems = left.ToDictionary(pair => pair.Element, pair => pair.Item);
        var rightElements = right.Select(pair => pair.Element).ToHashSet();
        var shared = new Queue<PathElement>(right.Select(pair => pair.Element).Where(leftItems.ContainsKey));
        var result = new JsonArray();
        var (l, r) = (0, 0);
        while (l < left.Count || r < right.Count)
        {
            if (l < left.Count && !rightElements.Contains(left[l].Element))
            {
                result.Add(left[l++].Item?.DeepClone());
            }
            else if (l < left.Count && !(shared.TryPeek(out var next) && next == left[l].Element))
            {
                l++;
            }
            else if (leftItems.TryGetValue(right[r].Element, out var item))
            {
                result.Add(Merge(item, right[r].Item, schema.Element));
                l += l < left.Count && left[l].Element == right[r].Element ? 1 : 0;
                shared.TryDequeue(out _);
                r++;
            }
            else
            {
                result.Add(right[r++].Item?.DeepClone());
            }
        }

        return result;
    }
}
