using System.Text.Json;
using Sampan.Charts.Values;

namespace Sampan.Charts.Schemas;

/// <summary>A schema's JSON as plain data: maps, lists, text, booleans, <see cref="SchemaNumber"/>.</summary>
internal static class SchemaData
{
    /// <summary>Reads JSON; throws <see cref="SchemaException"/>.</summary>
    public static object? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Of(document.RootElement);
        }
        catch (JsonException exception)
        {
            throw new SchemaException($"invalid JSON at line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}");
        }
    }

    /// <summary>Whether two values are equal as JSON: numbers by value, maps whatever the order of their keys.</summary>
    public static bool AreEqual(object? left, object? right)
    {
        switch (left)
        {
            case null:
                return right is null;
            case string or bool:
                return left.Equals(right);
            case Dictionary<string, object?> map:
                return right is Dictionary<string, object?> otherMap && map.Count == otherMap.Count
                    && map.All(entry => otherMap.TryGetValue(entry.Key, out var value) && AreEqual(entry.Value, value));
            case List<object?> list:
                return right is List<object?> otherList && list.Count == otherList.Count && !list.Where((item, i) => !AreEqual(item, otherList[i])).Any();
            default:
                return ExactNumber.Of(left) is { } number && ExactNumber.Of(right) is { } other && number.CompareTo(other) == 0;
        }
    }

    /// <summary>What JSON Schema calls the type of a value; empty for what JSON cannot say.</summary>
    public static string TypeOf(object? value) => value switch
    {
        null => "null",
        bool => "boolean",
        string => "string",
        List<object?> => "array",
        Dictionary<string, object?> => "object",
        _ => ExactNumber.Of(value) is null ? "" : "number",
    };

    private static object? Of(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = ValueTrees.NewMap();
                foreach (var property in element.EnumerateObject())
                {
                    map[property.Name] = Of(property.Value);
                }

                return map;
            case JsonValueKind.Array:
                return element.EnumerateArray().Select(Of).ToList();
            case JsonValueKind.Number:
                return new SchemaNumber(element.GetRawText());
            default:
                return JsonValues.ToValue(element);
        }
    }
}
