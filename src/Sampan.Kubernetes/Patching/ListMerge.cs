using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.Patching;

/// <summary>Merges a list of a strategic merge patch into a list of the document: scalars by value, objects by merge key.</summary>
internal static class ListMerge
{
    public static JsonArray Merge(JsonArray current, JsonArray changes, IValueSchema schema)
    {
        if (current.Count == 0 && changes.Count == 0)
        {
            return [];
        }

        RequireOneKind(current, changes);
        if ((current.FirstOrDefault() ?? changes.FirstOrDefault()) is not JsonObject)
        {
            var scalars = new JsonArray();
            AddDistinct(scalars, current);
            AddDistinct(scalars, changes);
            return ElementOrder.Apply(scalars, changes, current, mergeKey: null);
        }

        var mergeKey = schema.PatchMergeKey ?? throw StrategicMergePatch.Malformed("cannot merge lists without merge key for struct");
        var (kept, additions) = ApplyDirectives(current, changes, mergeKey);
        return ElementOrder.Apply(MergeByKey(kept, additions, mergeKey, schema.Element), additions, kept, mergeKey);
    }

    /// <summary>Handles the elements with <c>$patch</c>: what is left of the document's list, and of the patch's.</summary>
    private static (JsonArray Kept, JsonArray Additions) ApplyDirectives(JsonArray current, JsonArray changes, string mergeKey)
    {
        var kept = current.DeepClone().AsArray();
        var additions = new JsonArray();
        var replace = false;
        foreach (var change in changes.Select(change => change!.AsObject()))
        {
            if (!change.TryGetPropertyValue(PatchDirectives.Patch, out var directive))
            {
                additions.Add((JsonNode)change.DeepClone());
                continue;
            }

            switch (directive?.ToString())
            {
                case "delete":
                    var key = ElementOrder.KeyOf(change, mergeKey);
                    kept.RemoveAll(item => JsonNode.DeepEquals(item?[mergeKey], key));
                    break;
                case "replace":
                    replace = true;
                    break;
                case "merge":
                    throw StrategicMergePatch.Malformed("merging lists cannot yet be specified in the patch");
                default:
                    throw StrategicMergePatch.Malformed($"unknown patch type: {GoValues.Of(directive)} in map: {GoValues.Of(change)}");
            }
        }

        return replace ? (additions, []) : (kept, additions);
    }

    private static JsonArray MergeByKey(JsonArray kept, JsonArray additions, string mergeKey, IValueSchema? elementSchema)
    {
        var merged = kept.DeepClone().AsArray();
        foreach (var addition in additions.Select(addition => addition!.AsObject()))
        {
            var key = ElementOrder.KeyOf(addition, mergeKey);
            var index = merged.TakeWhile(item => !JsonNode.DeepEquals(item?[mergeKey], key)).Count();
            if (index == merged.Count)
            {
                merged.Add(addition.DeepClone());
                continue;
            }

            var element = merged[index]!.AsObject();
            merged.RemoveAt(index);
            merged.Insert(index, ObjectMerge.Merge(element, addition.DeepClone().AsObject(), elementSchema));
        }

        return merged;
    }

    private static void AddDistinct(JsonArray target, JsonArray source)
    {
        foreach (var item in source)
        {
            if (!target.Any(present => JsonNode.DeepEquals(present, item)))
            {
                target.Add(item?.DeepClone());
            }
        }
    }

    private static void RequireOneKind(JsonArray current, JsonArray changes)
    {
        var kinds = current.Concat(changes).Select(GoValues.TypeOf).Distinct().Take(2).ToList();
        if (kinds.Contains("[]interface {}"))
        {
            throw StrategicMergePatch.Malformed("lists of lists are not supported");
        }

        if (kinds.Count > 1)
        {
            throw StrategicMergePatch.Malformed($"list element types are not identical: [{GoValues.Of(current)} {GoValues.Of(changes)}]");
        }
    }
}
