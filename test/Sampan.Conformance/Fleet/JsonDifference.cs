using System.Text.Json;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Conformance.Fleet;

/// <summary>
/// Compares JSON by the fleet corpus's rules: members that are null, {} or [] (after pruning) are as good as absent, and
/// quantities are equal by value where the caller says that they are quantities, and <c>{{NOW}}</c> is <see cref="FixedTime"/>.
/// </summary>
internal static class JsonDifference
{
    /// <summary>The first difference as <c>path: expected, got</c>, or null.</summary>
    public static string? Find(JsonElement? expected, JsonElement? got, string path = "$", Func<string, bool>? isQuantity = null)
    {
        if (IsEmpty(expected) || IsEmpty(got))
        {
            return IsEmpty(expected) && IsEmpty(got) ? null : Report(path, expected, got);
        }

        return (expected!.Value.ValueKind, got!.Value.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => InObject(expected.Value, got.Value, path, isQuantity),
            (JsonValueKind.Array, JsonValueKind.Array) => InArray(expected.Value, got.Value, path, isQuantity),
            _ => AreEqual(expected.Value, got.Value, path, isQuantity) ? null : Report(path, expected, got),
        };
    }

    private static string? InObject(JsonElement expected, JsonElement got, string path, Func<string, bool>? isQuantity)
    {
        var names = expected.EnumerateObject().Concat(got.EnumerateObject()).Select(property => property.Name).Distinct();
        return names
            .Select(name => Find(Property(expected, name), Property(got, name), $"{path}.{name}", isQuantity))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? InArray(JsonElement expected, JsonElement got, string path, Func<string, bool>? isQuantity)
    {
        if (expected.GetArrayLength() != got.GetArrayLength())
        {
            return Report(path, expected, got);
        }

        for (var i = 0; i < expected.GetArrayLength(); i++)
        {
            if (Find(expected[i], got[i], $"{path}[{i}]", isQuantity) is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private static bool AreEqual(JsonElement expected, JsonElement got, string path, Func<string, bool>? isQuantity) =>
        JsonElement.DeepEquals(expected, got)
        || (expected.ValueKind == JsonValueKind.String && expected.ValueEquals("{{NOW}}"u8) && got.ToString() == FixedTime.Text)
        || (isQuantity?.Invoke(path) == true
            && Quantity.TryParse(expected.ToString(), out var left)
            && Quantity.TryParse(got.ToString(), out var right)
            && left == right);

    private static JsonElement? Property(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : null;

    private static bool IsEmpty(JsonElement? element) => element?.ValueKind switch
    {
        null or JsonValueKind.Null or JsonValueKind.Undefined => true,
        JsonValueKind.Object => element.Value.EnumerateObject().All(property => IsEmpty(property.Value)),
        JsonValueKind.Array => element.Value.GetArrayLength() == 0,
        _ => false,
    };

    private static string Report(string path, JsonElement? expected, JsonElement? got) =>
        $"{path}: expected {expected?.GetRawText() ?? "nothing"}, got {got?.GetRawText() ?? "nothing"}";
}
