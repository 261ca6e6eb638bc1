using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Server.CustomResources;

namespace Sampan.Server.Tests.CustomResources;

/// <summary>What kube-openapi's validation says of values; each line was asked of the real one.</summary>
public class SchemaValidationTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "1.0", "")]
    [InlineData("""{"type":"integer"}""", "1.5", "x: Invalid value: \"number\": x in body must be of type integer: \"number\" | <nil>: Invalid value: \"\": Checked value must be of type integer (default format) in x")]
    [InlineData("""{"type":"integer","maximum":1.5}""", "2147483648", "<nil>: Invalid value: \"\": Maximum boundary value must be of type integer (default format) in x | x: Invalid value: 2.147483648e+09: x in body should be less than or equal to 1.5")]
    [InlineData("""{"type":"number","minimum":2.5}""", "2", "")]
    [InlineData("""{"type":"integer","multipleOf":3}""", "4", "x: Invalid value: 4: x in body should be a multiple of 3")]
    [InlineData("""{"type":"number","format":"double"}""", "true", "x: Invalid value: \"\": x in body must be of type double: \"\"")]
    [InlineData("""{"type":"string","enum":["a"]}""", "1", "x: Invalid value: \"integer\": x in body must be of type string: \"integer\" | x: Unsupported value: 1: supported values: \"a\"")]
    [InlineData("""{"type":"string","enum":["a"],"nullable":true}""", "null", "x: Unsupported value: null: supported values: \"a\"")]
    [InlineData("""{"type":"string","minLength":3,"pattern":"^b"}""", "\"a\"", "x: Invalid value: \"a\": x in body should be at least 3 chars long")]
    [InlineData("""{"type":"string","format":"rgbcolor"}""", "\"red\"", "x: Invalid value: \"red\": x in body must be of type rgbcolor: \"red\"")]
    [InlineData("""{"type":"string","format":"isbn"}""", "\"0321751043\"", "")]
    [InlineData("""{"type":"string","format":"nonsense"}""", "\"a\"", "")]
    [InlineData("""{"type":"object","required":["a"],"minProperties":1}""", "{}", "x: Invalid value: 0: x in body should have at least 1 properties | x.a: Required value")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "{\"k\":1}", "x.k: Invalid value: \"integer\": x.k in body must be of type string: \"integer\"")]
    [InlineData("""{"type":"integer","allOf":[{"minimum":2}]}""", "1", "x: Invalid value: 1: x in body should be greater than or equal to 2 | <nil>: Invalid value: \"\": \"x\" must validate all the schemas (allOf). None validated")]
    [InlineData("""{"type":"integer","anyOf":[{"minimum":2},{"enum":[0]}]}""", "1", "<nil>: Invalid value: \"\": \"x\" must validate at least one schema (anyOf) | x: Invalid value: 1: x in body should be greater than or equal to 2")]
    public void Validate_Value_IsJudgedAsByTheApiServer(string schema, string value, string expected)
    {
        var validation = new SchemaValidation();

        validation.Validate(JsonNode.Parse(value), StructuralSchema.Parse(JsonElement.Parse(schema)), "x");

        Assert.Equal(expected, string.Join(" | ", validation.Causes.Select(cause => $"{cause.Field}: {cause.Message}")));
    }

    [Fact]
    public void Validate_ManyMistakes_AreAllTold()
    {
        var validation = new SchemaValidation();
        JsonNode list = new JsonArray([.. Enumerable.Range(0, 100_000).Select(_ => JsonValue.Create(1))]);

        validation.Validate(list, StructuralSchema.Parse(JsonElement.Parse("""{"type":"array","items":{"type":"string"}}""")), "x");

        Assert.Equal(100_000, validation.Causes.Count);
    }
}
