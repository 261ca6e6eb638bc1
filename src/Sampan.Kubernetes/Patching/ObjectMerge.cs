using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.Patching;

/// <summary>Merges an object of a strategic merge patch into an object of the document. Both are working copies, used up.</summary>
internal static class ObjectMerge
{
    public static JsonObject Merge(JsonObject target, JsonObject patch, IValueSchema? schema)
    {
        if (patch.TryGetPropertyValue(PatchDirectives.Patch, out var directive))
        {
            patch.Remove(PatchDirectives.Patch);
            return directive?.ToString() switch
            {
                "replace" => patch,
                "delete" => [],
                _ => throw StrategicMergePatch.Malformed($"unknown patch type: {GoValues.Of(directive)} in map: {GoValues.Of(WithDirective(patch, directive))}"),
            };
        }

        RetainKeys(target, patch);
        OrderLists(target, patch, schema);
        foreach (var (key, value) in Take(patch))
        {
            if (PatchDirectives.ListOf(key, PatchDirectives.DeleteFromPrimitiveList) is { } list)
            {
                DeleteFromList(target, list, value);
            }
            else
            {
                MergeMember(target, key, value, schema?.Field(key));
            }
        }

        return target;
    }

    private static void MergeMember(JsonObject target, string key, JsonNode? value, IValueSchema? schema)
    {
        if (value is null)
        {
            target.Remove(key);
            return;
        }

        switch (target[key], value)
        {
            case (JsonObject current, JsonObject change) when schema?.PatchStrategy.HasFlag(PatchStrategy.Replace) != true:
                target.Remove(key);
                target[key] = Merge(current, change, schema);
                break;
            case (JsonArray current, JsonArray change) when schema?.PatchStrategy.HasFlag(PatchStrategy.Merge) == true:
                target[key] = ListMerge.Merge(current, change, schema);
                break;
            default:
                target.Remove(key);
                if (!PatchDirectives.HasPatch(value))
                {
                    target[key] = PatchDirectives.Clean(value);
                }

                break;
        }
    }

    /// <summary>Drops what <c>$retainKeys</c> does not name; everything that the patch sets must be named.</summary>
    private static void RetainKeys(JsonObject target, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(PatchDirectives.RetainKeys, out var directive))
        {
            return;
        }

        patch.Remove(PatchDirectives.RetainKeys);
        var retained = directive is JsonArray names
            ? names.Select(name => name?.ToString()).ToHashSet()
            : throw StrategicMergePatch.Malformed("invalid patch format of retainKeys");
        var unnamed = patch.Any(member => member.Value is not null
            && !member.Key.StartsWith(PatchDirectives.DeleteFromPrimitiveList, StringComparison.Ordinal)
            && !member.Key.StartsWith(PatchDirectives.SetElementOrder, StringComparison.Ordinal)
            && !retained.Contains(member.Key));
        if (unnamed)
        {
            throw StrategicMergePatch.Malformed("invalid patch format of retainKeys");
        }

        foreach (var key in target.Select(member => member.Key).Where(key => !retained.Contains(key)).ToList())
        {
            target.Remove(key);
        }
    }

    /// <summary>Merges the lists that have a <c>$setElementOrder</c>, and orders them by it.</summary>
    private static void OrderLists(JsonObject target, JsonObject patch, IValueSchema? schema)
    {
        foreach (var (directive, value) in patch.ToList())
        {
            if (PatchDirectives.ListOf(directive, PatchDirectives.SetElementOrder) is not { } key)
            {
                continue;
            }

            patch.Remove(directive);
            var order = AsList(value);
            var changes = patch.TryGetPropertyValue(key, out var change) ? AsList(change) : null;
            var current = target.TryGetPropertyValue(key, out var present) ? AsList(present) : null;
            var field = schema?.Field(key);
            ElementOrder.Check(changes ?? [], order, field?.PatchMergeKey);
            if (changes is null && current is null)
            {
                continue;
            }

            patch.Remove(key);
            target[key] = ElementOrder.Apply(MergeLists(current, changes, field), order, current ?? [], field?.PatchMergeKey);
        }
    }

    private static JsonArray MergeLists(JsonArray? current, JsonArray? changes, IValueSchema? schema) => (current, changes) switch
    {
        (null, _) => PatchDirectives.Clean(changes!.DeepClone())!.AsArray(),
        (_, null) => current.DeepClone().AsArray(),
        _ when schema?.PatchStrategy.HasFlag(PatchStrategy.Merge) == true => ListMerge.Merge(current.DeepClone().AsArray(), changes, schema),
        _ => changes.DeepClone().AsArray(),
    };

    private static void DeleteFromList(JsonObject target, string key, JsonNode? value)
    {
        if (value is null)
        {
            target.Remove(key);
        }
        else if (target[key] is JsonArray items)
        {
            var deleted = AsList(value);
            items.RemoveAll(item => deleted.Any(other => JsonNode.DeepEquals(item, other)));
        }
    }

    private static JsonArray AsList(JsonNode? value) => value as JsonArray
        ?? throw StrategicMergePatch.Malformed($"expected a []interface {{}}, but received a {GoValues.TypeOf(value)}");

    private static JsonObject WithDirective(JsonObject patch, JsonNode? directive)
    {
        patch[PatchDirectives.Patch] = directive;
        return patch;
    }

    /// <summary>Detaches the members, so that they can be put into another object.</summary>
    private static List<KeyValuePair<string, JsonNode?>> Take(JsonObject members)
    {
        var taken = members.ToList();
        members.Clear();
        return taken;
    }
}
