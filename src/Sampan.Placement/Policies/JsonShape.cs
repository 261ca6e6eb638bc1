using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>The fields of one API type in the order and with the omissions in which Go's encoder writes them.</summary>
internal sealed class JsonShape(params JsonShape.Field[] fields)
{
    /// <summary>One field: how it is written, and whether its empty value is left out.</summary>
    public sealed record Field(string Name, Action<Utf8JsonWriter, JsonElement> Write, Func<JsonElement, bool> IsEmpty, Action<Utf8JsonWriter>? WriteEmpty = null);

    public static Field Text(string name, bool always = false) => new(
        name,
        (writer, value) => writer.WriteStringValue(value.GetString()),
        value => value.ValueKind != JsonValueKind.String || value.ValueEquals(""u8),
        always ? writer => writer.WriteStringValue("") : null);

    public static Field Number(string name, bool always = false) => new(
        name,
        WriteAsIs,
        value => value.ValueKind != JsonValueKind.Number || value.GetRawText() == "0",
        always ? writer => writer.WriteNumberValue(0) : null);

    public static Field NumberPointer(string name) => new(name, WriteAsIs, value => value.ValueKind != JsonValueKind.Number);

    public static Field Texts(string name) => new(name, WriteAsIs, IsEmptyList);

    public static Field TextMap(string name) => new(
        name,
        (writer, value) =>
        {
            writer.WriteStartObject();
            foreach (var entry in value.EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal))
            {
                writer.WriteString(entry.Name, entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() : "");
            }

            writer.WriteEndObject();
        },
        value => value.ValueKind != JsonValueKind.Object || !value.EnumerateObject().Any());

    public static Field Pointer(string name, JsonShape shape) =>
        new(name, shape.Write, value => value.ValueKind != JsonValueKind.Object);

    public static Field Value(string name, JsonShape shape) =>
        new(name, shape.Write, value => value.ValueKind != JsonValueKind.Object, writer => shape.Write(writer, default));

    public static Field List(string name, JsonShape shape) => new(
        name,
        (writer, value) =>
        {
            writer.WriteStartArray();
            foreach (var entry in value.EnumerateArray())
            {
                shape.Write(writer, entry);
            }

            writer.WriteEndArray();
        },
        IsEmptyList);

    /// <summary>Writes an object; unknown fields are dropped, as decoding into the Go type drops them.</summary>
    public void Write(Utf8JsonWriter writer, JsonElement element)
    {
        writer.WriteStartObject();
        foreach (var field in fields)
        {
            var value = element.Member(field.Name);
            if (value is { } present && !field.IsEmpty(present))
            {
                writer.WritePropertyName(field.Name);
                field.Write(writer, present);
            }
            else if (field.WriteEmpty is { } writeEmpty)
            {
                writer.WritePropertyName(field.Name);
                writeEmpty(writer);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteAsIs(Utf8JsonWriter writer, JsonElement value) => value.WriteTo(writer);

    private static bool IsEmptyList(JsonElement value) => value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0;
}
