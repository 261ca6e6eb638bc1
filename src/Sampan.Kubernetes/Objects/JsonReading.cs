using System.Text.Json;

namespace Sampan.Kubernetes.Objects;

/// <summary>Reading objects as Kubernetes' decoders do: an absent or null field is the type's empty value.</summary>
public static class JsonReading
{
    /// <summary>The member, or null where the element is no object, or the member is absent or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>The member at a path of names, or null where any step is missing.</summary>
    public static JsonElement? Member(this JsonElement element, params ReadOnlySpan<string> path)
    {
        JsonElement? current = element;
        foreach (var name in path)
        {
            if (current?.Member(name) is not { } next)
            {
                return null;
            }

            current = next;
        }

        return current;
    }

    /// <summary>The string member, or null where absent or no string.</summary>
    public static string? String(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>The string member, empty where absent or no string.</summary>
    public static string StringOrEmpty(this JsonElement element, string name) => element.String(name) ?? "";

    /// <summary>The integer member, or null where absent or no 64-bit integer.</summary>
    public static long? Integer(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt64(out var value) ? value : null;

    /// <summary>The boolean member, or null where absent or no boolean.</summary>
    public static bool? Boolean(this JsonElement element, string name) => element.Member(name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The elements of the array member; none where absent or no array.</summary>
    public static JsonElement.ArrayEnumerator Items(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } member ? member.EnumerateArray() : default;

    /// <summary>The string-valued members of the object member; empty where absent.</summary>
    public static IReadOnlyDictionary<string, string> StringMap(this JsonElement element, string name)
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.Object } member)
        {
            return EmptyMap;
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in member.EnumerateObject())
        {
            map[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : "";
        }

        return map;
    }

    private static readonly Dictionary<string, string> EmptyMap = [];
}
