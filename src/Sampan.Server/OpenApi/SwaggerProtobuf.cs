using System.Text.Json.Nodes;
using Sampan.Server.Protobuf;

namespace Sampan.Server.OpenApi;

/// <summary>
/// An OpenAPI v2 document in the protobuf form that client-go asks for
/// (<c>application/com.github.proto-openapi.spec.v2@v1.0+protobuf</c>).
/// </summary>
/// <remarks>Messages and field numbers of <c>openapi.v2.Document</c>, gnostic's <c>OpenAPIv2.proto</c>.</remarks>
internal static class SwaggerProtobuf
{
    private const int Extensions = 31;

    private static readonly Message Schema = new(Extensions)
    {
        { "$ref", 1, Text },
        { "format", 2, Text },
        { "title", 3, Text },
        { "description", 4, Text },
        { "multipleOf", 6, Number },
        { "maximum", 7, Number },
        { "exclusiveMaximum", 8, Truth },
        { "minimum", 9, Number },
        { "exclusiveMinimum", 10, Truth },
        { "maxLength", 11, Count },
        { "minLength", 12, Count },
        { "pattern", 13, Text },
        { "maxItems", 14, Count },
        { "minItems", 15, Count },
        { "uniqueItems", 16, Truth },
        { "maxProperties", 17, Count },
        { "minProperties", 18, Count },
        { "required", 19, Texts },
        { "enum", 20, AnyValues },
        { "additionalProperties", 21, AdditionalProperties },
        { "type", 22, Type },
        { "items", 23, (writer, field, value) => Wrap(writer, field, 1, SchemaOf(value)) },
        { "properties", 25, (writer, field, value) => writer.Nested(field, Named(1, value, SchemaOf)) },
    };

    private static readonly Message BodyParameter = new(extensions: 6)
    {
        { "description", 1, Text },
        { "name", 2, Text },
        { "in", 3, Text },
        { "required", 4, Truth },
        { "schema", 5, (writer, field, value) => writer.Nested(field, SchemaOf(value)) },
    };

    private static readonly Message QueryParameter = new(extensions: 23)
    {
        { "required", 1, Truth },
        { "in", 2, Text },
        { "description", 3, Text },
        { "name", 4, Text },
        { "type", 6, Text },
        { "uniqueItems", 20, Truth },
    };

    private static readonly Message PathParameter = new(extensions: 22)
    {
        { "required", 1, Truth },
        { "in", 2, Text },
        { "description", 3, Text },
        { "name", 4, Text },
        { "type", 5, Text },
        { "uniqueItems", 19, Truth },
    };

    private static readonly Message Response = new(extensions: 5)
    {
        { "description", 1, Text },
        { "schema", 2, (writer, field, value) => Wrap(writer, field, 1, SchemaOf(value)) },
    };

    private static readonly Message Operation = new(extensions: 13)
    {
        { "produces", 6, Texts },
        { "consumes", 7, Texts },
        { "parameters", 8, Parameters },
        { "responses", 9, (writer, field, value) => writer.Nested(field, Named(1, value, response => Wrapped(1, Response.Of(response)))) },
    };

    private static readonly Message PathItem = new(extensions: 10)
    {
        { "get", 2, OperationOf },
        { "put", 3, OperationOf },
        { "post", 4, OperationOf },
        { "delete", 5, OperationOf },
        { "patch", 8, OperationOf },
        { "parameters", 9, Parameters },
    };

    private static readonly Message JsonReference = new(extensions: 0) { { "$ref", 1, Text } };

    private static readonly Message Info = new(extensions: 7) { { "title", 1, Text }, { "version", 2, Text } };

    private static readonly Message Document = new(extensions: 16)
    {
        { "swagger", 1, Text },
        { "info", 2, (writer, field, value) => writer.Nested(field, Info.Of(value)) },
        { "paths", 8, (writer, field, value) => writer.Nested(field, Named(2, value, PathItem.Of)) },
        { "definitions", 9, (writer, field, value) => writer.Nested(field, Named(1, value, SchemaOf)) },
        { "parameters", 10, (writer, field, value) => writer.Nested(field, Named(1, value, ParameterOf)) },
    };

    /// <summary>Encodes a document.</summary>
    public static byte[] Encode(JsonObject document) => Document.Of(document).Message.ToArray();

    private static ProtobufWriter SchemaOf(JsonNode value) => Schema.Of(value);

    private static void Text(ProtobufWriter writer, int field, JsonNode value) => writer.Text(field, value.GetValue<string>());

    private static void Truth(ProtobufWriter writer, int field, JsonNode value) => writer.Varint(field, value.GetValue<bool>() ? 1UL : 0);

    private static void Count(ProtobufWriter writer, int field, JsonNode value) => writer.Varint(field, (ulong)Float(value));

    private static void Number(ProtobufWriter writer, int field, JsonNode value) => writer.Double(field, Float(value));

    private static double Float(JsonNode value) => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture);

    private static void Texts(ProtobufWriter writer, int field, JsonNode value)
    {
        foreach (var text in value.AsArray())
        {
            writer.Text(field, text!.GetValue<string>());
        }
    }

    private static void AnyValues(ProtobufWriter writer, int field, JsonNode value)
    {
        foreach (var one in value.AsArray())
        {
            writer.Nested(field, Any(one));
        }
    }

    private static void AdditionalProperties(ProtobufWriter writer, int field, JsonNode value)
    {
        var item = new ProtobufWriter();
        if (value is JsonObject schema)
        {
            item.Nested(1, SchemaOf(schema));
        }
        else
        {
            item.Varint(2, value.GetValue<bool>() ? 1UL : 0);
        }

        writer.Nested(field, item);
    }

    private static void Type(ProtobufWriter writer, int field, JsonNode value)
    {
        var item = new ProtobufWriter();
        item.Text(1, value.GetValue<string>());
        writer.Nested(field, item);
    }

    private static void OperationOf(ProtobufWriter writer, int field, JsonNode value) => writer.Nested(field, Operation.Of(value));

    private static void Parameters(ProtobufWriter writer, int field, JsonNode value)
    {
        foreach (var parameter in value.AsArray())
        {
            writer.Nested(field, parameter!["$ref"] is null ? Wrapped(1, ParameterOf(parameter)) : Wrapped(2, JsonReference.Of(parameter)));
        }
    }

    private static ProtobufWriter ParameterOf(JsonNode parameter) => parameter["in"]!.GetValue<string>() switch
    {
        "body" => Wrapped(1, BodyParameter.Of(parameter)),
        "query" => Wrapped(2, Wrapped(3, QueryParameter.Of(parameter))),
        _ => Wrapped(2, Wrapped(4, PathParameter.Of(parameter))),
    };

    private static ProtobufWriter Named(int field, JsonNode members, Func<JsonNode, ProtobufWriter> encode)
    {
        var writer = new ProtobufWriter();
        foreach (var (name, value) in members.AsObject())
        {
            var entry = new ProtobufWriter();
            entry.Text(1, name);
            entry.Nested(2, encode(value!));
            writer.Nested(field, entry);
        }

        return writer;
    }

    private static ProtobufWriter Any(JsonNode? value)
    {
        var any = new ProtobufWriter();
        any.Text(2, value?.ToJsonString() ?? "null");
        return any;
    }

    private static void Wrap(ProtobufWriter writer, int field, int inner, ProtobufWriter message) => writer.Nested(field, Wrapped(inner, message));

    private static ProtobufWriter Wrapped(int field, ProtobufWriter message)
    {
        var outer = new ProtobufWriter();
        outer.Nested(field, message);
        return outer;
    }

    /// <summary>How a JSON object becomes a message: its members by name, and <c>x-</c> members as vendor extensions.</summary>
    private sealed class Message(int extensions) : System.Collections.IEnumerable
    {
        private readonly Dictionary<string, (int Field, Action<ProtobufWriter, int, JsonNode> Write)> _fields = new(StringComparer.Ordinal);

        public void Add(string name, int field, Action<ProtobufWriter, int, JsonNode> write) => _fields.Add(name, (field, write));

        public ProtobufWriter Of(JsonNode value)
        {
            var writer = new ProtobufWriter();
            foreach (var (name, member) in value.AsObject())
            {
                if (member is not null && _fields.TryGetValue(name, out var known))
                {
                    known.Write(writer, known.Field, member);
                }
                else if (name.StartsWith("x-", StringComparison.Ordinal))
                {
                    var entry = new ProtobufWriter();
                    entry.Text(1, name);
                    entry.Nested(2, Any(member));
                    writer.Nested(extensions, entry);
                }
            }

            return writer;
        }

        public System.Collections.IEnumerator GetEnumerator() => _fields.GetEnumerator();
    }
}
