using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Protobuf;

/// <summary>Decodes messages by their layout, within bounds on depth and on the number of values.</summary>
internal sealed class MessageDecoder
{
    private const int MaxValues = 500_000;

    private int _depth;
    private int _values;

    public void DecodeInto(JsonObject target, ReadOnlySpan<byte> message, MessageLayout layout)
    {
        if (++_depth > ProtobufDecoder.MaxDepth)
        {
            throw new InvalidDataException("the body is nested too deeply");
        }

        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            if (++_values > MaxValues)
            {
                throw new InvalidDataException("the body has too many values");
            }

            if (layout.Field(reader.FieldNumber) is { } field)
            {
                DecodeField(target, ref reader, field);
            }
            else if (layout.Inlined(reader.FieldNumber) is { } inlined)
            {
                reader.Require(WireType.LengthDelimited, "inlined");
                DecodeInto(target, reader.ReadBytes(), inlined);
            }
            else
            {
                reader.Skip();
            }
        }

        _depth--;
    }

    private void DecodeField(JsonObject target, ref ProtobufReader reader, FieldDefinition field)
    {
        switch (field.Shape)
        {
            case SchemaShape.List:
                if (target[field.Name] is not JsonArray items)
                {
                    target[field.Name] = items = [];
                }

                AddElements(items, ref reader, field.ElementDefinition!);
                break;
            case SchemaShape.Map:
                if (target[field.Name] is not JsonObject members)
                {
                    target[field.Name] = members = [];
                }

                reader.Require(WireType.LengthDelimited, field.Name);
                AddEntry(members, reader.ReadBytes(), field.ElementDefinition!);
                break;
            case SchemaShape.Struct when target[field.Name] is JsonObject present:
                reader.Require(WireType.LengthDelimited, field.Name);
                DecodeInto(present, reader.ReadBytes(), MessageLayout.Of(field.Type!));
                break;
            default:
                target[field.Name] = DecodeValue(ref reader, field);
                break;
        }
    }

    /// <summary>One element, or several where numbers are packed into one field.</summary>
    private void AddElements(JsonArray items, ref ProtobufReader reader, FieldDefinition element)
    {
        if (reader.WireType != WireType.LengthDelimited || element.Scalar is not (ScalarType.Integer or ScalarType.Boolean))
        {
            items.Add(DecodeValue(ref reader, element));
            return;
        }

        var packed = new ProtobufReader(reader.ReadBytes());
        while (packed.TryReadPacked(out var value))
        {
            if (++_values > MaxValues)
            {
                throw new InvalidDataException("the body has too many values");
            }

            items.Add(Scalar(value, element));
        }
    }

    private void AddEntry(JsonObject members, ReadOnlySpan<byte> entry, FieldDefinition valueDefinition)
    {
        var key = "";
        JsonNode? value = valueDefinition.Shape == SchemaShape.Scalar ? "" : null;
        var reader = new ProtobufReader(entry);
        while (reader.ReadTag())
        {
            switch (reader.FieldNumber)
            {
                case 1:
                    reader.Require(WireType.LengthDelimited, "key");
                    key = ProtobufScalars.Text(reader.ReadBytes());
                    break;
                case 2:
                    value = DecodeValue(ref reader, valueDefinition);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        members[key] = value;
    }

    private JsonNode? DecodeValue(ref ProtobufReader reader, FieldDefinition field)
    {
        switch (field.Scalar)
        {
            case ScalarType.Integer or ScalarType.Boolean:
                reader.Require(WireType.Varint, field.Name);
                return Scalar(reader.ReadVarint(), field);
            case ScalarType.Number:
                reader.Require(WireType.Fixed64, field.Name);
                var number = reader.ReadDouble();
                return double.IsFinite(number) ? number : throw new InvalidDataException($"the number of field {field.Name} is not finite");
        }

        reader.Require(WireType.LengthDelimited, field.Name);
        var bytes = reader.ReadBytes();
        return field.Scalar switch
        {
            ScalarType.String => ProtobufScalars.Text(bytes),
            ScalarType.Bytes => Convert.ToBase64String(bytes),
            ScalarType.Quantity => ProtobufScalars.Single(bytes) is { IsEmpty: false } text ? ProtobufScalars.Text(text) : "0",
            ScalarType.IntegerOrString => ProtobufScalars.IntOrString(bytes),
            ScalarType.Time => ProtobufScalars.Time(bytes, micro: false),
            ScalarType.MicroTime => ProtobufScalars.Time(bytes, micro: true),
            _ => DecodeObject(bytes, field),
        };
    }

    private JsonNode? DecodeObject(ReadOnlySpan<byte> bytes, FieldDefinition field)
    {
        switch (field.Shape)
        {
            case SchemaShape.List:
                // A list as the value of a map is a message with the elements as its first field.
                var items = new JsonArray();
                var reader = new ProtobufReader(bytes);
                while (reader.ReadTag())
                {
                    AddElements(items, ref reader, field.ElementDefinition!);
                }

                return items;
            case SchemaShape.Struct:
                var members = new JsonObject();
                DecodeInto(members, bytes, MessageLayout.Of(field.Type!));
                return members;
            case SchemaShape.Untyped when field.Type?.Name.StartsWith("apiextensions.v1.JSONSchemaPropsOr", StringComparison.Ordinal) == true:
                return DecodeAlternative(bytes, field.Type.Name);
            default:
                var raw = ProtobufScalars.Single(bytes);
                return ProtobufDecoder.IsProtobuf(raw) ? ProtobufDecoder.Decode(raw, null, this) : ProtobufScalars.Json(raw);
        }
    }

    /// <summary>
    /// JSONSchemaPropsOrBool {allows = 1, schema = 2}, OrArray {schema = 1, schemas = 2}, OrStringArray {schema = 1, property = 2}:
    /// the schema if there is one, else the other.
    /// </summary>
    private JsonNode? DecodeAlternative(ReadOnlySpan<byte> bytes, string typeName)
    {
        var orBool = typeName.EndsWith("OrBool", StringComparison.Ordinal);
        var orStrings = typeName.EndsWith("OrStringArray", StringComparison.Ordinal);
        JsonNode? schema = null;
        JsonNode? other = null;
        var reader = new ProtobufReader(bytes);
        while (reader.ReadTag())
        {
            if (orBool && reader.FieldNumber == 1)
            {
                reader.Require(WireType.Varint, "allows");
                other = reader.ReadVarint() != 0;
                continue;
            }

            reader.Require(WireType.LengthDelimited, typeName);
            var value = reader.ReadBytes();
            if (reader.FieldNumber == (orBool ? 2 : 1))
            {
                schema = DecodeSchema(value);
            }
            else
            {
                other ??= new JsonArray();
                other.AsArray().Add(orStrings ? ProtobufScalars.Text(value) : DecodeSchema(value));
            }
        }

        return schema ?? other;
    }

    private JsonObject DecodeSchema(ReadOnlySpan<byte> message)
    {
        var schema = new JsonObject();
        DecodeInto(schema, message, MessageLayout.Of(BuiltInTypes.Instance.Find("apiextensions.v1.JSONSchemaProps")!));
        return schema;
    }

    private static JsonNode Scalar(ulong value, FieldDefinition field) => field.Scalar switch
    {
        ScalarType.Boolean => value != 0,
        _ when field.Format == "int32" => (int)value,
        _ => (long)value,
    };
}
