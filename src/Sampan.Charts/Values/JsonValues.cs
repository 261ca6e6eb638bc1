using System.Text.Json;

namespace Sampan.Charts.Values;

/// <summary>JSON as values: maps are dictionaries, arrays lists, every number a float64, as Go decodes JSON.</summary>
internal static class JsonValues
{
    public static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToMap(element),
        JsonValueKind.Array => ToList(element),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    public static Dictionary<string, object?> ToMap(JsonElement element)
    {
        Dictionary<string, object?> map = new(element.GetPropertyCount(), StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            map[property.Name] = ToValue(property.Value);
        }

        return map;
    }

    private static List<object?> ToList(JsonElement element)
    {
        List<object?> list = new(element.GetArrayLength());
        foreach (var item in element.EnumerateArray())
        {
            list.Add(ToValue(item));
        }

        return list;
    }
}
