using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Server.CustomResources;

/// <summary>What a JSON value is to a schema: numbers without a fraction that fit 64 bits are integers, all others are doubles.</summary>
/// <param name="Type">The OpenAPI type, or <c>null</c>.</param>
/// <param name="Format">The OpenAPI format of a number, or empty.</param>
/// <param name="Integer">The value of an integer.</param>
/// <param name="Number">The value of a number.</param>
internal readonly record struct SchemaValue(string Type, string Format = "", long Integer = 0, double Number = 0)
{
    public bool IsNumber => Type is "integer" or "number";

    /// <summary>Whether a number has no fraction.</summary>
    public bool IsIntegral => Type == "integer" || (Type == "number" && Number == Math.Truncate(Number));

    public static SchemaValue Of(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Object => new("object"),
        JsonValueKind.Array => new("array"),
        JsonValueKind.String => new("string"),
        JsonValueKind.True or JsonValueKind.False => new("boolean"),
        JsonValueKind.Number => OfNumber(value.ToJsonString()),
        _ => new("null"),
    };

    /// <summary>Whether a value of an enumeration is this one. Numbers are compared in the enumeration's form; nothing equals null.</summary>
    public bool Equals(JsonNode? allowed, JsonNode? value)
    {
        var other = Of(allowed);
        if (value is null || allowed is null)
        {
            return false;
        }

        if (!IsNumber || !other.IsNumber)
        {
            return JsonNode.DeepEquals(allowed, value);
        }

        return other.Type == "integer" ? other.Integer == (Type == "integer" ? Integer : (long)Number) : other.Number == Number;
    }

    private static SchemaValue OfNumber(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
        ? new SchemaValue("integer", "int64", integer, integer)
        : new SchemaValue("number", "double", 0, double.Parse(text, CultureInfo.InvariantCulture));
}
