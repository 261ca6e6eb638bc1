using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.CustomResources;

namespace Sampan.Server.Tests.CustomResources;

public sealed class CustomResourceSchemaTests
{
    private static CustomResourceSchema Spec(string properties) => CustomResourceSchema.Parse(JsonElement.Parse(
        """{"type":"object","properties":{"spec":{"type":"object","properties":""" + properties + "}}}"));

    private static JsonObject Resource(string spec) => JsonNode.Parse("""{"apiVersion":"a/v1","kind":"W","metadata":{"name":"w"},"spec":""" + spec + "}")!.AsObject();

    [Fact]
    public void Decode_UnknownFields_ArePrunedAndReported()
    {
        var schema = Spec("""{"known":{"type":"object","properties":{"x":{"type":"integer"}}},"free":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}""");

        var decoded = schema.Decode(Resource("""{"known":{"x":1,"y":2},"free":{"a":1},"bogus":true}"""));

        Assert.Equal("""{"known":{"x":1},"free":{"a":1}}""", decoded.Object["spec"]!.ToJsonString());
        Assert.Equal(["unknown field \"spec.known.y\"", "unknown field \"spec.bogus\""], decoded.UnknownFields);
    }

    [Fact]
    public void Decode_EmbeddedResource_KeepsItsIdentity()
    {
        var schema = Spec("""{"e":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true}}""");

        var decoded = schema.Decode(Resource("""{"e":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x","bogus":1},"whatever":true}}"""));

        Assert.Equal("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"whatever":true}""", decoded.Object["spec"]!["e"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a":null}""", """{"d":{"n":5}}""")]
    [InlineData("""{"b":null,"c":["x",null]}""", """{"b":null,"c":["x",null],"d":{"n":5}}""")]
    [InlineData("""{"d":{"n":1}}""", """{"d":{"n":1}}""")]
    public void Decode_NullsAndDefaults_AsTheSchemaSays(string spec, string expected)
    {
        var schema = Spec("""{"a":{"type":"string"},"b":{"type":"string","nullable":true},"c":{"type":"array","items":{"type":"string","nullable":true}},"d":{"type":"object","default":{},"properties":{"n":{"type":"integer","default":5}}}}""");

        Assert.Equal(expected, schema.Decode(Resource(spec)).Object["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"type":"string","enum":["a","b"]}""", "\"c\"", "spec.v: Unsupported value: \"c\": supported values: \"a\", \"b\"")]
    [InlineData("""{"type":"string","pattern":"^x+$"}""", "\"y\"", "spec.v: Invalid value: \"y\": spec.v in body should match '^x+$'")]
    [InlineData("""{"type":"integer","minimum":1}""", "0", "spec.v: Invalid value: 0: spec.v in body should be greater than or equal to 1")]
    [InlineData("""{"type":"number","minimum":0,"exclusiveMinimum":true}""", "0", "spec.v: Invalid value: 0: spec.v in body should be greater than 0")]
    [InlineData("""{"type":"string","minLength":2}""", "\"a\"", "spec.v: Invalid value: \"a\": spec.v in body should be at least 2 chars long")]
    [InlineData("""{"type":"string","maxLength":3}""", "\"abcd\"", "spec.v: Too long: may not be more than 3 bytes")]
    [InlineData("""{"type":"array","minItems":1,"items":{"type":"integer"}}""", "[]", "spec.v: Invalid value: 0: spec.v in body should have at least 1 items")]
    [InlineData("""{"type":"array","items":{"type":"integer"}}""", "[\"x\"]", "spec.v[0]: Invalid value: \"string\": spec.v[0] in body must be of type integer: \"string\"")]
    [InlineData("""{"type":"object","maxProperties":1,"additionalProperties":{"type":"string"}}""", "{\"a\":\"1\",\"b\":\"2\"}", "spec.v: Too many: 2: must have at most 1 item")]
    [InlineData("""{"type":"integer","multipleOf":5}""", "7", "spec.v: Invalid value: 7: spec.v in body should be a multiple of 5")]
    [InlineData("""{"type":"string","format":"date-time"}""", "\"yesterday\"", "spec.v: Invalid value: \"yesterday\": spec.v in body must be of type date-time: \"yesterday\"")]
    [InlineData("""{"type":"string","format":"ipv4"}""", "\"1.2.3\"", "spec.v: Invalid value: \"1.2.3\": spec.v in body must be of type ipv4: \"1.2.3\"")]
    [InlineData("""{"type":"integer","format":"int32"}""", "3000000000", "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.v")]
    [InlineData("""{"x-kubernetes-int-or-string":true}""", "1.5", "spec.v: Invalid value: \"number\": spec.v in body must be of type integer,string: \"number\"")]
    [InlineData("""{"type":"object","required":["z"],"properties":{"z":{"type":"string"}}}""", "{}", "spec.v.z: Required value")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}""", "[\"x\",\"x\"]", "spec.v[1]: Duplicate value: \"x\"")]
    [InlineData("""{"type":"array","x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"],"items":{"type":"object","properties":{"n":{"type":"string"}}}}""", "[{\"n\":\"a\"},{\"n\":\"a\"}]", "spec.v[1]: Duplicate value: {\"n\":\"a\"}")]
    public void Validate_BrokenRule_IsReportedInTheServersWords(string schema, string value, string expected)
    {
        var causes = Spec("{\"v\":" + schema + "}").Validate(Resource("{\"v\":" + value + "}"), null, []);

        var cause = Assert.Single(causes);
        Assert.Equal(expected, $"{cause.Field}: {cause.Message}");
    }

    [Theory]
    [InlineData("1", false)]
    [InlineData("\"50%\"", true)]
    public void Validate_AnyOf_NeedsOneThatFits(string value, bool fits) =>
        Assert.Equal(fits, Spec("""{"v":{"x-kubernetes-preserve-unknown-fields":true,"anyOf":[{"type":"string"},{"type":"object"}]}}""").Validate(Resource("{\"v\":" + value + "}"), null, []).Count == 0);

    [Theory]
    [InlineData("""{"v":"long","w":1}""", """{"v":"long","w":2}""", 0)]
    [InlineData("""{"v":"long"}""", """{"v":"longer"}""", 1)]
    [InlineData("""{"l":["x","x"]}""", """{"l":["x","x","y"]}""", 0)]
    public void Validate_WhatWasWrongBefore_MayStay(string before, string after, int faults)
    {
        var schema = Spec("""{"v":{"type":"string","maxLength":2},"w":{"type":"integer"},"l":{"type":"array","x-kubernetes-list-type":"set","items":{"type":"string"}}}""");

        Assert.Equal(faults, schema.Validate(Resource(after), Resource(before), []).Count);
    }
}
