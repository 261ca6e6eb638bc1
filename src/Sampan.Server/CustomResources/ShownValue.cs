using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.CustomResources;

/// <summary>Values as the API server's field errors show them: Go's shortest numbers, quoted texts, everything else as JSON with names in order.</summary>
internal static class ShownValue
{
    public static string Of(JsonNode? value)
    {
        var kind = SchemaValue.Of(value);
        return kind.Type == "number" ? Of(kind.Number) : Json(value);
    }

    /// <summary>A double as Go's %v writes it: with an exponent below 1e-4 and from 1e+06 on.</summary>
    public static string Of(double number)
    {
        if (number == 0 || !double.IsFinite(number))
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        var shortest = number.ToString("R", CultureInfo.InvariantCulture);
        var exponent = int.Parse(scientific.AsSpan(scientific.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 6)
        {
            return shortest.Contains('E', StringComparison.Ordinal) ? ((decimal)number).ToString(CultureInfo.InvariantCulture) : shortest;
        }

        var digits = shortest.Split('E')[0].Replace(".", "", StringComparison.Ordinal).TrimStart('-').Trim('0');
        var mantissa = digits.Length > 1 ? $"{digits[0]}.{digits[1..]}" : digits;
        return $"{(number < 0 ? "-" : "")}{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    public static string Quote(string text) => Encoding.UTF8.GetString(((JsonNode)text).ToUtf8Bytes());

    /// <summary>A value as JSON, with names in order and numbers without needless zeros.</summary>
    public static string Json(JsonNode? value) => value is null ? "null" : Encoding.UTF8.GetString(InOrder(value)!.ToUtf8Bytes());

    private static JsonNode? InOrder(JsonNode? value) => value switch
    {
        JsonObject members => new JsonObject(members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => KeyValuePair.Create(member.Key, InOrder(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(InOrder)]),
        _ => SchemaValue.Of(value) is { Type: "number", IsIntegral: true, Number: > -1e15 and < 1e15 } number ? JsonValue.Create((long)number.Number) : value?.DeepClone(),
    };
}
