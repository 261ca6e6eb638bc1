using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Decoding;

/// <summary>Decodes scalars as Go does, with its error texts.</summary>
internal static class ScalarDecoder
{
    private const string QuantityExpression = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    public static JsonNode? Decode(JsonValue value, FieldDefinition field, TypeDefinition owner, DecodingPath path)
    {
        var kind = value.GetValueKind();
        return (field.Scalar, kind) switch
        {
            (ScalarType.String, JsonValueKind.String) => value.DeepClone(),
            (ScalarType.Bytes, JsonValueKind.String) => Bytes(value.GetValue<string>()),
            (ScalarType.Boolean, JsonValueKind.True or JsonValueKind.False) => value.DeepClone(),
            (ScalarType.Integer, JsonValueKind.Number) => Integer(value, field, owner, path),
            (ScalarType.Number, JsonValueKind.Number) => value.DeepClone(),
            (ScalarType.IntegerOrString, JsonValueKind.String) => value.DeepClone(),
            (ScalarType.IntegerOrString, JsonValueKind.Number) => Port(value),
            (ScalarType.Quantity or ScalarType.Time or ScalarType.MicroTime, _) => DecodeSpecial(value, field.Scalar),
            _ => throw Mismatch(value, field, owner, path),
        };
    }

    /// <summary>Types with a decoder of their own, whose errors name no field.</summary>
    public static JsonNode? DecodeSpecial(JsonNode value, ScalarType scalar) => scalar == ScalarType.Quantity ? Quantity(value) : Time(value, scalar);

    public static DecodingException Mismatch(JsonNode value, FieldDefinition field, TypeDefinition owner, DecodingPath path) =>
        TypeError(GoTypes.KindOf(value), value, field, owner, path);

    private static DecodingException TypeError(string what, JsonNode value, FieldDefinition field, TypeDefinition owner, DecodingPath path) =>
        new($"json: cannot unmarshal {what} into Go struct field {GoTypes.StructName(owner)}.{path.Fields} of type {GoTypes.NameOf(field)}") { Mismatch = (value, field) };

    private static JsonNode Integer(JsonValue value, FieldDefinition field, TypeDefinition owner, DecodingPath path)
    {
        var text = value.ToJsonString();
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || (field.Format == "int32" && number is < int.MinValue or > int.MaxValue))
        {
            throw TypeError($"number {text}", value, field, owner, path);
        }

        return number;
    }

    private static JsonNode Port(JsonValue value)
    {
        var text = value.ToJsonString();
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new DecodingException($"json: cannot unmarshal number {text} into Go value of type int32");
    }

    private static JsonNode Bytes(string text)
    {
        if (Base64.IsValid(text.AsSpan(), out _) && !text.AsSpan().ContainsAny(' ', '\t'))
        {
            return text;
        }

        throw new DecodingException($"illegal base64 data at input byte {FirstIllegal(text).ToString(CultureInfo.InvariantCulture)}");
    }

    private static int FirstIllegal(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '/'))
            {
                return i;
            }
        }

        return text.Length - (text.Length % 4);
    }

    private static JsonNode Quantity(JsonNode value)
    {
        var text = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
        return Sampan.Kubernetes.Quantities.Quantity.TryParse(text.Trim(), out var quantity)
            ? quantity.ToString()
            : throw new DecodingException(QuantityExpression);
    }

    private static JsonNode? Time(JsonNode value, ScalarType scalar)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            throw new DecodingException($"json: cannot unmarshal {GoTypes.KindOf(value)} into Go value of type string");
        }

        var text = value.GetValue<string>();
        if (!Rfc3339.TryParse(text, out var time))
        {
            var layout = scalar == ScalarType.MicroTime ? "2006-01-02T15:04:05.000000Z07:00" : "2006-01-02T15:04:05Z07:00";
            throw new DecodingException($"parsing time \"{text}\" as \"{layout}\": cannot parse \"{text}\" as \"2006\"");
        }

        return time.ToString(scalar == ScalarType.MicroTime ? "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
    }
}
