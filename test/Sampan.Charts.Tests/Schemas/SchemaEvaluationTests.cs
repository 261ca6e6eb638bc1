using System.Text;
using Sampan.Charts.Schemas;
using Sampan.Charts.Values;

namespace Sampan.Charts.Tests.Schemas;

public sealed class SchemaEvaluationTests
{
    private const string Draft7 = "\"$schema\": \"http://json-schema.org/draft-07/schema#\"";

    [Theory]
    [InlineData("""{"type":"object","required":["a","b"]}""", "{}", "- at '': missing properties 'a', 'b'\n")]
    [InlineData("""{"properties":{"a":{"type":["string","null"]}}}""", "a: 1", "- at '/a': got number, want null or string\n")]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", "a: 1.0", null)]
    [InlineData("""{"properties":{"a":{"type":"integer"}}}""", "a: 1.5", "- at '/a': got number, want integer\n")]
    [InlineData("""{"properties":{"a":{"enum":["x",1]}}}""", "a: z", "- at '/a': value must be one of 'x', 1\n")]
    [InlineData("""{"properties":{"a":{"const":true}}}""", "a: z", "- at '/a': value must be true\n")]
    [InlineData("""{"properties":{"a":{"maximum":65535}}}""", "a: 70000", "- at '/a': maximum: got 70,000, want 65,535\n")]
    [InlineData("""{"properties":{"a":{"exclusiveMinimum":0}}}""", "a: 0", "- at '/a': exclusiveMinimum: got 0, want 0\n")]
    [InlineData("""{"properties":{"a":{"multipleOf":0.1}}}""", "a: 0.3", null)]
    [InlineData("""{"properties":{"a":{"pattern":"^x"}}}""", "a: 'it''s'", "- at '/a': 'it\\'s' does not match pattern '^x'\n")]
    [InlineData("""{"properties":{"a":{"minLength":2,"pattern":"^x"}}}""", "a: z", "- at '/a': minLength: got 1, want 2\n- at '/a': 'z' does not match pattern '^x'\n")]
    [InlineData("""{"required":["b"],"properties":{"a":{"minLength":2,"pattern":"^x"}}}""", "a: z", "- at '': missing property 'b'\n- at '/a': validation failed\n  - at '/a': minLength: got 1, want 2\n  - at '/a': 'z' does not match pattern '^x'\n")]
    [InlineData("""{"additionalProperties":false,"properties":{"a":true}}""", "{a: 1, c: 1, b: 2}", "- at '': additional properties 'b', 'c' not allowed\n")]
    [InlineData("""{"properties":{"a":{"anyOf":[{"type":"string"},{"minimum":5}]}}}""", "a: 1", "- at '/a': anyOf failed\n  - at '/a': got number, want string\n  - at '/a': minimum: got 1, want 5\n")]
    [InlineData("""{"properties":{"a":{"oneOf":[{"minimum":0},{"minimum":1}]}}}""", "a: 1", "- at '/a': oneOf failed, subschemas 0, 1 matched\n")]
    [InlineData("""{"properties":{"a":{"not":{"type":"string"}}}}""", "a: x", "- at '/a': not failed\n")]
    [InlineData("""{"properties":{"a":{"uniqueItems":true}}}""", "a: [1, 2, 1.0]", "- at '/a': items at 0 and 2 are equal\n")]
    [InlineData("""{"properties":{"a":{"prefixItems":[true],"items":false}}}""", "a: [1, 2]", "- at '/a/1': false schema\n")]
    [InlineData("""{"properties":{"a":{"contains":{"type":"string"}}}}""", "a: [1]", "- at '/a': no items match contains schema\n  - at '/a/0': got number, want string\n")]
    [InlineData("""{"propertyNames":{"maxLength":1}}""", "ab: 1", "- at '': invalid propertyName 'ab'\n  - at '': maxLength: got 2, want 1\n")]
    [InlineData("""{"if":{"required":["a"]},"then":{"required":["b"]}}""", "a: 1", "- at '': missing property 'b'\n")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", "a: 1", "- at '': properties 'b' required, if 'a' exists\n")]
    [InlineData("""{"allOf":[{"properties":{"a":true}}],"unevaluatedProperties":false}""", "{a: 1, b: 1}", "- at '/b': false schema\n")]
    [InlineData("""{"properties":{"a":{"$ref":"#/$defs/n"}},"$defs":{"n":{"type":"number"}}}""", "a: x", "- at '/a': got string, want number\n")]
    [InlineData("""{"properties":{"a":{"format":"ipv4"}}}""", "a: x", null)]
    [InlineData("{" + Draft7 + ""","properties":{"a":{"format":"ipv4"}}}""", "a: x", "- at '/a': 'x' is not valid ipv4: expected four decimals\n")]
    [InlineData("{" + Draft7 + ""","properties":{"a":{"$ref":"#/definitions/n","maximum":1}},"definitions":{"n":{"type":"number"}}}""", "a: 5", null)]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"minimum":1,"exclusiveMinimum":true}}}""", "a: 1", "- at '/a': exclusiveMinimum: got 1, want 1\n")]
    [InlineData("""{"$defs":{"t":{"properties":{"next":{"$ref":"#/$defs/t"},"v":{"type":"number"}}}},"$ref":"#/$defs/t"}""", "next: {next: {v: x}}", "- at '/next/next/v': got string, want number\n")]
    [InlineData("""{"$ref":"#/$defs/none"}""", "{}", "json-pointer in \"file:///values.schema.json#/$defs/none\" not found")]
    public void Validate_Values_SaysWhatHelmSays(string schema, string values, string? expected) =>
        Assert.Equal(expected, new ValuesSchema(fetch: null).Validate(Encoding.UTF8.GetBytes(schema), ValuesReader.Read(values)));

    [Fact]
    public void Validate_ReferenceToItself_EndsWithAnError() =>
        Assert.Contains("causing reference cycle", new ValuesSchema(fetch: null).Validate("""{"$ref":"#"}"""u8.ToArray(), [])!, StringComparison.Ordinal);

    [Fact]
    public void Validate_ReferenceElsewhere_IsFetched()
    {
        var schema = new ValuesSchema(url => url.AbsolutePath == "/n.json" ? """{"type":"number"}"""u8.ToArray() : throw new InvalidOperationException());

        Assert.Equal("- at '/a': got string, want number\n", schema.Validate("""{"properties":{"a":{"$ref":"https://example.com/n.json"}}}"""u8.ToArray(), ValuesReader.Read("a: x")));
    }
}
