using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.Patching;

/// <summary>
/// The order of a merged list: elements that the patch names stand as it orders them; elements that it does not name keep
/// their place before the named ones that they preceded in the document.
/// </summary>
internal static class ElementOrder
{
    public static JsonArray Apply(JsonArray merged, JsonArray order, JsonArray current, string? mergeKey)
    {
        List<JsonNode?> named = [];
        List<JsonNode?> unnamed = [];
        foreach (var item in merged.ToList())
        {
            (IndexOf(order, item, mergeKey) >= 0 ? named : unnamed).Add(item);
        }

        merged.Clear();
        var waiting = new Queue<JsonNode?>(unnamed.OrderBy(item => IndexOf(current, item, mergeKey)));
        foreach (var item in named.OrderBy(item => IndexOf(order, item, mergeKey)))
        {
            var place = IndexOf(current, item, mergeKey);
            while (place >= 0 && waiting.TryPeek(out var other) && IndexOf(current, other, mergeKey) is >= 0 and var before && before < place)
            {
                merged.Add(waiting.Dequeue());
            }

            merged.Add(item);
        }

        foreach (var item in waiting)
        {
            merged.Add(item);
        }

        return merged;
    }

    /// <summary>Every element that the patch sets must be named in its order, in the same sequence.</summary>
    public static void Check(JsonArray changes, JsonArray order, string? mergeKey)
    {
        if (changes.Count == 0 || order.Count == 0)
        {
            return;
        }

        var position = 0;
        foreach (var change in changes.Where(change => !PatchDirectives.HasPatch(change)))
        {
            while (position < order.Count && !Matches(change, order[position], mergeKey))
            {
                position++;
            }

            if (position++ == order.Count)
            {
                throw StrategicMergePatch.Malformed($"The order in patch list:\n{GoValues.Of(changes)}\n doesn't match $setElementOrder list:\n{GoValues.Of(order)}\n");
            }
        }
    }

    /// <summary>The merge key of a list element.</summary>
    public static JsonNode? KeyOf(JsonNode? element, string mergeKey) =>
        element is JsonObject members && members.TryGetPropertyValue(mergeKey, out var key)
            ? key
            : throw StrategicMergePatch.Malformed($"map: {GoValues.Of(element)} does not contain declared merge key: {mergeKey}");

    private static bool Matches(JsonNode? left, JsonNode? right, string? mergeKey) => mergeKey is null
        ? JsonNode.DeepEquals(left, right)
        : JsonNode.DeepEquals(KeyOf(left, mergeKey), KeyOf(right, mergeKey));

    private static int IndexOf(JsonArray list, JsonNode? element, string? mergeKey)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (Matches(list[i], element, mergeKey))
            {
                return i;
            }
        }

        return -1;
    }
}
