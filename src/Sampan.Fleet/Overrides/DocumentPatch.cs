using System.Globalization;
using System.Text.Json.Nodes;

namespace Sampan.Fleet.Overrides;

/// <summary>
/// Applies operations to a document of either kind, as the JSON patch library does that Karmada uses: what is replaced
/// or removed must exist, and negative indexes count from the end. That differs from the API server's patches, which
/// add a member that is to be replaced and is missing.
/// </summary>
internal static class DocumentPatch
{
    /// <summary>The changed document; the given one may be changed in place.</summary>
    /// <exception cref="OverrideException">An operation does not apply.</exception>
    public static JsonNode? Apply(JsonNode? document, IEnumerable<PatchOperation> operations)
    {
        foreach (var operation in operations)
        {
            document = Apply(document, operation);
        }

        return document;
    }

    private static JsonNode? Apply(JsonNode? document, PatchOperation operation)
    {
        var value = operation.Value?.DeepClone();
        var parts = operation.Path.Split('/');
        if (operation is { Path: "", Operator: "add" or "replace" } && value is JsonObject or JsonArray)
        {
            return value;
        }

        if (parts.Length < 2)
        {
            throw Missing(operation);
        }

        var container = document;
        foreach (var part in parts.AsSpan(1..^1))
        {
            container = Child(container, Unescape(part), operation);
        }

        switch (container)
        {
            case JsonObject members:
                Change(members, Unescape(parts[^1]), value, operation);
                break;
            case JsonArray items:
                Change(items, parts[^1], value, operation);
                break;
            default:
                throw Missing(operation);
        }

        return document;
    }

    private static void Change(JsonObject members, string key, JsonNode? value, PatchOperation operation)
    {
        if (operation.Operator != "add" && !members.ContainsKey(key))
        {
            throw Missing(operation);
        }

        switch (operation.Operator)
        {
            case "add" or "replace":
                members[key] = value;
                break;
            case "remove":
                members.Remove(key);
                break;
            default:
                throw Unknown(operation);
        }
    }

    private static void Change(JsonArray items, string key, JsonNode? value, PatchOperation operation)
    {
        switch (operation.Operator)
        {
            case "add" when key == "-":
                items.Add(value);
                break;
            case "add":
                items.Insert(Index(key, items.Count + 1, operation), value);
                break;
            case "replace":
                items[Index(key, items.Count, operation)] = value;
                break;
            case "remove":
                items.RemoveAt(Index(key, items.Count, operation));
                break;
            default:
                throw Unknown(operation);
        }
    }

    private static JsonNode Child(JsonNode? container, string key, PatchOperation operation) => container switch
    {
        JsonObject members => members[key] ?? throw Missing(operation),
        JsonArray items => items[Index(key, items.Count, operation)] ?? throw Missing(operation),
        _ => throw Missing(operation),
    };

    private static int Index(string text, int count, PatchOperation operation)
    {
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw Missing(operation);
        }

        index = index < 0 ? index + count : index;
        return index >= 0 && index < count ? index : throw Missing(operation);
    }

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static OverrideException Missing(PatchOperation operation) =>
        new($"{operation.Operator} does not apply: there is no {operation.Path}");

    private static OverrideException Unknown(PatchOperation operation) => new($"unexpected operator {operation.Operator}");
}
