using System.Text.Json;

namespace Sampan.Server.Auditing;

/// <summary>Writes objects into audit events, on request without the managed fields of the object, of its items and of a table's rows.</summary>
internal static class AuditedObject
{
    public static void Write(Utf8JsonWriter writer, JsonElement @object, bool omitManagedFields)
    {
        if (!omitManagedFields || @object.ValueKind != JsonValueKind.Object)
        {
            @object.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in @object.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            switch (member)
            {
                case { Name: "metadata", Value.ValueKind: JsonValueKind.Object }:
                    WriteMetadata(writer, member.Value);
                    break;
                case { Name: "items" or "rows", Value.ValueKind: JsonValueKind.Array }:
                    writer.WriteStartArray();
                    foreach (var item in member.Value.EnumerateArray())
                    {
                        Write(writer, item, omitManagedFields);
                    }

                    writer.WriteEndArray();
                    break;
                case { Name: "object", Value.ValueKind: JsonValueKind.Object }:
                    Write(writer, member.Value, omitManagedFields);
                    break;
                default:
                    member.Value.WriteTo(writer);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, JsonElement metadata)
    {
        writer.WriteStartObject();
        foreach (var member in metadata.EnumerateObject().Where(member => member.Name != "managedFields"))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
