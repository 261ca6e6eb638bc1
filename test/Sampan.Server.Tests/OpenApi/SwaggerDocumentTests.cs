using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.OpenApi;
using Sampan.Server.Protobuf;
using Sampan.Server.Resources;

namespace Sampan.Server.Tests.OpenApi;

public sealed class SwaggerDocumentTests
{
    private static readonly JsonObject Document = SwaggerDocument.Of(OpenApiDocument.Json(ResourceCatalog.BuiltIn.Select(resource => new OpenApiResource(resource)), "v1.36.0"));

    private static JsonNode Definition(string name) => Document["definitions"]![name]!;

    [Fact]
    public void Of_EveryReference_IsDefined()
    {
        List<string> references = [];
        Collect(Document);

        Assert.NotEmpty(references);
        Assert.All(references.Distinct(), reference =>
        {
            var place = reference.Split('/', 3);
            Assert.NotNull(Document[place[1]]![place[2]]);
        });

        void Collect(JsonNode? node)
        {
            if (node is JsonObject members)
            {
                if (members["$ref"] is JsonValue reference)
                {
                    references.Add(reference.GetValue<string>());
                }

                foreach (var (_, member) in members)
                {
                    Collect(member);
                }
            }
            else if (node is JsonArray items)
            {
                foreach (var item in items)
                {
                    Collect(item);
                }
            }
        }
    }

    [Fact]
    public void Of_Alternatives_AreText()
    {
        Assert.Equal("string", (string?)Definition("io.k8s.apimachinery.pkg.api.resource.Quantity")["type"]);
        var port = Definition("io.k8s.apimachinery.pkg.util.intstr.IntOrString");
        Assert.Equal(("string", "int-or-string"), ((string?)port["type"], (string?)port["format"]));
        Assert.False(port.AsObject().ContainsKey("oneOf"));
    }

    [Fact]
    public void Of_Patch_TakesDryRun_AsOldClientsCheck()
    {
        var patch = Document["paths"]!["/api/v1/namespaces/{namespace}/pods/{name}"]!["patch"]!;

        Assert.Contains(patch["parameters"]!.AsArray(), parameter => (string?)parameter!["name"] == "dryRun" && (string?)parameter["type"] == "string");
        Assert.Equal("body", (string?)patch["parameters"]![0]!["in"]);
    }

    [Fact]
    public void Of_QueryParameters_AreSharedAndDescribed()
    {
        var list = Document["paths"]!["/api/v1/pods"]!["get"]!["parameters"]!.AsArray();

        Assert.Contains(list, parameter => (string?)parameter!["$ref"] == "#/parameters/labelSelector");
        Assert.All(Document["parameters"]!.AsObject(), parameter => Assert.NotEqual("", (string?)parameter.Value!["description"]));
        Assert.Contains("the list of returned objects", (string?)Document["parameters"]!["labelSelector"]!["description"], StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_SharedParameters_AreReferredTo()
    {
        var encoded = SwaggerProtobuf.Encode(Document);
        var names = Nested(Nested(encoded, 10).Single(), 1).Select(entry => Encoding.UTF8.GetString(Nested(entry, 1).Single())).ToList();
        var list = Nested(Nested(encoded, 8).Single(), 2).Single(entry => Encoding.UTF8.GetString(Nested(entry, 1).Single()) == "/api/v1/pods");
        var operation = Nested(Nested(list, 2).Single(), 2).Single();
        var references = Nested(operation, 8).SelectMany(parameter => Nested(parameter, 2)).Select(reference => Encoding.UTF8.GetString(Nested(reference, 1).Single())).ToList();

        Assert.Contains("labelSelector", names);
        Assert.Contains("#/parameters/labelSelector", references);
    }

    [Fact]
    public void Of_NullableAndOpenSchemas_LoseWhatVersion2CannotSay()
    {
        var custom = JsonNode.Parse("""
            {"openapi":"3.0.0","info":{"title":"t","version":"v"},"paths":{},"components":{"schemas":{"W":{"type":"object","properties":{
              "a":{"type":"string","nullable":true,"default":"x"},
              "b":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"c":{"type":"string"}}}}}}}}
            """)!.AsObject();

        var properties = SwaggerDocument.Of(custom)["definitions"]!["W"]!["properties"]!;

        Assert.Equal("""{"a":{},"b":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}""", properties.ToJsonString());
    }

    [Fact]
    public void Encode_Definitions_AreTheDocuments()
    {
        var encoded = SwaggerProtobuf.Encode(Document);
        var names = Nested(Nested(encoded, 9).Single(), 1).Select(entry => Encoding.UTF8.GetString(Nested(entry, 1).Single())).ToList();

        Assert.Equal(Document["definitions"]!.AsObject().Select(member => member.Key), names);
    }

    [Fact]
    public void Encode_Kind_IsAVendorExtension()
    {
        var encoded = SwaggerProtobuf.Encode(Document);
        var pod = Nested(Nested(encoded, 9).Single(), 1).Single(entry => Encoding.UTF8.GetString(Nested(entry, 1).Single()) == "io.k8s.api.core.v1.Pod");
        var extension = Nested(Nested(pod, 2).Single(), 31).Single();

        Assert.Equal("x-kubernetes-group-version-kind", Encoding.UTF8.GetString(Nested(extension, 1).Single()));
        Assert.Equal("""[{"group":"","kind":"Pod","version":"v1"}]""", Encoding.UTF8.GetString(Nested(Nested(extension, 2).Single(), 2).Single()));
    }

    private static List<byte[]> Nested(byte[] message, int field)
    {
        List<byte[]> values = [];
        var reader = new ProtobufReader(message);
        while (reader.ReadTag())
        {
            if (reader.FieldNumber == field)
            {
                values.Add(reader.ReadBytes().ToArray());
            }
            else
            {
                reader.Skip();
            }
        }

        return values;
    }
}
