using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;

namespace Sampan.Server.Cel.Values;

/// <summary>JSON as CEL values, read when an expression asks for it.</summary>
internal static class JsonValues
{
    /// <summary>A value of which nothing is declared: its JSON type decides.</summary>
    public static CelValue Of(JsonNode? node) => node switch
    {
        null => NullValue.Instance,
        JsonObject members => new JsonMap(members, null),
        JsonArray items => new JsonList(items, null),
        _ => Scalar(node.AsValue()),
    };

    /// <summary>A value of a declared type.</summary>
    public static CelValue Of(JsonNode? node, CelDeclaration declaration)
    {
        switch (node)
        {
            case null:
                return declaration.IsNullable ? NullValue.Instance : new ErrorValue("invalid data, got null for schema with nullable=false");
            case JsonObject members when declaration.Type.Kind is CelKind.Object or CelKind.Map:
                return new JsonMap(members, declaration);
            case JsonArray items when declaration.Type.Kind == CelKind.List:
                return declaration.ListType == ListType.Atomic ? new JsonList(items, declaration) : new AssociativeList([.. items.Select(item => Of(item, declaration.Element!))], declaration.ListType == ListType.Map ? declaration.ListKeys : null);
            case JsonValue value:
                return Declared(value, declaration);
            default:
                return new ErrorValue($"invalid data, expected a value of type {declaration.Type}");
        }
    }

    /// <summary>The JSON of a value; null for what has none.</summary>
    public static JsonNode? ToJson(CelValue value) => value switch
    {
        BoolValue flag => JsonValue.Create(flag.Value),
        IntValue whole => JsonValue.Create(whole.Value),
        UintValue natural => JsonValue.Create(natural.Value),
        DoubleValue real => JsonValue.Create(real.Value),
        BytesValue bytes => JsonValue.Create(Convert.ToBase64String(bytes.Value)),
        ListValue list => new JsonArray([.. Enumerable.Range(0, list.Count).Select(i => ToJson(list[i]))]),
        MapValue map => new JsonObject(map.Keys.Select(key => KeyValuePair.Create(Access.Show(key), ToJson(map.Find(key)!)))),
        OptionalValue optional => optional.Value is null ? null : ToJson(optional.Value),
        _ => Conversions.ToText(value) is StringValue text ? JsonValue.Create(text.Value) : null,
    };

    private static CelValue Scalar(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.String => new StringValue(value.GetValue<string>()),
        JsonValueKind.True => BoolValue.True,
        JsonValueKind.False => BoolValue.False,
        JsonValueKind.Number => Number(value),
        _ => NullValue.Instance,
    };

    private static CelValue Number(JsonValue value)
    {
        if (value.TryGetValue(out long whole))
        {
            return IntValue.Of(whole);
        }

        var text = value.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole) ? IntValue.Of(whole) : new DoubleValue(double.Parse(text, CultureInfo.InvariantCulture));
    }

    private static CelValue Declared(JsonValue value, CelDeclaration declaration)
    {
        var scalar = Scalar(value);
        return (declaration.Type.Kind, scalar) switch
        {
            (CelKind.Double, IntValue whole) => new DoubleValue(whole.Value),
            (CelKind.Timestamp, StringValue text) => Times.ParseTimestamp(declaration.IsDate ? text.Value + "T00:00:00Z" : text.Value) ?? (CelValue)new ErrorValue($"invalid date-time {text.Value}"),
            (CelKind.Duration, StringValue text) => Times.ParseDuration(text.Value) ?? (CelValue)new ErrorValue($"Failed to parse duration: {text.Value}"),
            (CelKind.Bytes, StringValue text) => Bytes(text.Value),
            _ => scalar,
        };
    }

    private static CelValue Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? new BytesValue(bytes[..length]) : new ErrorValue("Failed to decode base64");
    }
}
