using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Conformance.Charts;

/// <summary>Value trees and JSON, and their comparison.</summary>
internal static class ValueJson
{
    /// <summary>A value tree with float64 numbers.</summary>
    public static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToMap(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static Dictionary<string, object?> ToMap(JsonElement? element)
    {
        Dictionary<string, object?> map = new(StringComparer.Ordinal);
        foreach (var property in element?.EnumerateObject() ?? default)
        {
            map[property.Name] = ToValue(property.Value);
        }

        return map;
    }

    public static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        IReadOnlyDictionary<string, object?> map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, ToNode(entry.Value)))),
        IReadOnlyList<object?> list => new JsonArray([.. list.Select(ToNode)]),
        _ => throw new NotSupportedException($"no JSON for {value.GetType()}"),
    };

    /// <summary>Passed when the tree is the expected JSON, else failed with both.</summary>
    public static Outcome Compare(JsonElement expected, object? actual) => Compare(JsonNode.Parse(expected.GetRawText()), ToNode(actual));

    public static Outcome Compare(JsonNode? expected, JsonNode? actual) => JsonNode.DeepEquals(expected, actual)
        ? Outcome.Passed
        : Outcome.Failed($"expected {expected?.ToJsonString() ?? "null"} got {actual?.ToJsonString() ?? "null"}");
}
