using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Drafts;

/// <summary>Reading and changing drafts by path. Absent, null and wrongly typed steps read as nothing.</summary>
internal static class DraftEditing
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (node is not JsonObject step || !step.TryGetPropertyValue(name, out node))
            {
                return null;
            }
        }

        return node;
    }

    public static JsonObject? ObjectAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonObject;

    public static JsonArray? ArrayAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) as JsonArray;

    public static string? StringAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static long? IntegerAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value ? value.AsInteger() : null;

    /// <summary>The 64-bit integer, however the node came to be; null where it is none.</summary>
    public static long? AsInteger(this JsonValue value) =>
        value.TryGetValue<long>(out var large) ? large : value.TryGetValue<int>(out var small) ? small : null;

    /// <summary>Sets a member, creating the objects on the way to it. Steps that are no objects are replaced.</summary>
    public static void SetAt(this JsonObject draft, JsonNode? value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path[..^1])
        {
            draft = draft.Child(name);
        }

        draft[path[^1]] = value;
    }

    /// <summary>Removes a member if it is there.</summary>
    public static void RemoveAt(this JsonObject draft, params ReadOnlySpan<string> path) => draft.ObjectAt(path[..^1])?.Remove(path[^1]);

    /// <summary>The object of that name, created where absent.</summary>
    public static JsonObject Child(this JsonObject draft, string name)
    {
        if (draft[name] is JsonObject child)
        {
            return child;
        }

        child = [];
        draft[name] = child;
        return child;
    }

    /// <summary>The list of that name, created where absent.</summary>
    public static JsonArray List(this JsonObject draft, string name)
    {
        if (draft[name] is JsonArray list)
        {
            return list;
        }

        list = [];
        draft[name] = list;
        return list;
    }

    /// <summary>A mutable copy of a value that was read.</summary>
    public static JsonNode? ToNode(this JsonElement element) =>
        element.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : JsonNode.Parse(element.GetRawText());

    /// <summary>A mutable copy of a value that was read, or null where there is none.</summary>
    public static JsonNode? ToNode(this JsonElement? element) => element?.ToNode();

    /// <summary>Copies a member where it is present.</summary>
    public static void CopyFrom(this JsonObject draft, JsonElement source, string name)
    {
        if (source.Member(name) is { } member)
        {
            draft[name] = member.ToNode();
        }
    }
}
