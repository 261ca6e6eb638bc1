using System.Text.Json;
using Sampan.Server.Cel;
using Sampan.Server.Cel.Costs;
using Sampan.Server.CustomResources;
using Sampan.Server.CustomResources.Rules;

namespace Sampan.Server.Tests.Cel.Costs;

/// <summary>Estimates that Kubernetes gives for the same schemas: what is cheap there is cheap here.</summary>
public class CostEstimatorTests
{
    [Theory]
    [InlineData("""{"type":"array","items":{"type":"number"}}""", "self.all(x, true)", 4718591)]
    [InlineData("""{"type":"array","maxItems":10,"items":{"type":"number"}}""", "self.all(x, true)", 32)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self.all(x, true)", 3145727)]
    [InlineData("""{"type":"array","items":{"type":"boolean"}}""", "self.all(x, true)", 1887437)]
    [InlineData("""{"type":"array","items":{"type":"array","items":{"type":"number"}}}""", "self.all(x, true)", 3145727)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"duration"}}""", "self.all(x, true)", 2359295)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"date"}}""", "self.all(x, true)", 725936)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"date-time"}}""", "self.all(x, true)", 428963)]
    [InlineData("""{"type":"array","items":{"x-kubernetes-int-or-string":true}}""", "self.all(x, true)", 4718591)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", "self.all(x, true)", 1348169)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string"}}""", "self.all(x, true)", 1179647)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string","format":"date-time"}}""", "self.all(x, true)", 349526)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"object","required":["required"],"properties":{"required":{"type":"string"},"optional":{"type":"string"}}}}""", "self.all(x, true)", 428963)]
    [InlineData("""{"type":"array","maxItems":10,"items":{"type":"number"}}""", "self.all(x, self.all(y, true))", 352)]
    [InlineData("""{"type":"array","maxItems":10,"items":{"type":"number"}}""", "self.all(x, self.all(y, self.all(z, true)))", 3552)]
    [InlineData("""{"type":"array","items":{"type":"number"}}""", "self[1] == 0.0", 2)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self[1] == self[1]", 314577)]
    [InlineData("""{"type":"array","maxItems":6291456,"items":{"type":"number"}}""", "self.all(x, x == 0.0)", 25165826)]
    [InlineData("""{"type":"array","items":{"type":"object","additionalProperties":{"type":"number"}}}""", "self.all(x, x.y == 25.2)", 6291452)]
    [InlineData("""{"type":"array","items":{"type":"object","additionalProperties":{"type":"number"}}}""", "self[0].x > 2.0", 4)]
    [InlineData("""{"type":"array","items":{"x-kubernetes-int-or-string":true}}""", "self[0] == 5", 3)]
    [InlineData("""{"type":"array","items":{"type":"string","format":"duration"}}""", "self[0].getHours() == 2", 4)]
    [InlineData("""{"type":"string"}""", "self.contains('test')", 314574)]
    [InlineData("""{"type":"string"}""", "isQuantity(self)", 314574)]
    [InlineData("""{"type":"string"}""", "quantity(self).isInteger()", 314575)]
    [InlineData("""{"type":"string"}""", "quantity('50k').sub(20) == quantity('49980')", 4)]
    [InlineData("""{"type":"string","maxLength":10}""", "self.contains('test')", 5)]
    [InlineData("""{"type":"string"}""", "self.startsWith('test')", 2)]
    [InlineData("""{"type":"string"}""", "size(self + \"hello\") > size(\"hello\")", 314578)]
    [InlineData("""{"type":"string","maxLength":4}""", "size(self + \"hello\") > size(\"hello\")", 7)]
    [InlineData("""{"type":"string"}""", "self.matches(\"x\")", 314574)]
    [InlineData("""{"type":"string","maxLength":50}""", "self.matches(\"x\")", 22)]
    [InlineData("""{"type":"string"}""", "\"\".matches(\"(((((((((())))))))))[0-9]\")", 7)]
    [InlineData("""{"type":"string","maxLength":0}""", "self == \"x\"", 1)]
    [InlineData("""{"type":"string","enum":["A","LongValue"]}""", "self.contains('A')", 2)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", "has(self.x)", 1)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"integer"}}""", "oldSelf.size() == self.size()", 5)]
    [InlineData("""{"type":"object","additionalProperties":{"type":"string","format":"date-time"}}""", "self[\"a\"] == self[\"b\"]", 8)]
    [InlineData("""{"type":"string"}""", "self.find('[0-9]+') == ''", 629147)]
    [InlineData("""{"type":"string","maxLength":10}""", "self.find('[0-9]+') == ''", 11)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self.join(' ') == 'aa bb'", 329853068905)]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "self.isSorted() == true", 329854432052)]
    [InlineData("""{"type":"array","maxItems":10,"items":{"type":"string","maxLength":10}}""", "self.isSorted() == true", 52)]
    [InlineData("""{"type":"object","properties":{"str":{"type":"string"},"before":{"type":"string","maxLength":2},"after":{"type":"string","maxLength":4}}}""", "self.str.replace(self.before, self.after) == 'does not matter'", 629154)]
    [InlineData("""{"type":"object","properties":{"str":{"type":"string"},"separator":{"type":"string"}}}""", "self.str.split(self.separator) == []", 629160)]
    [InlineData("""{"type":"string"}""", "self.lowerAscii() == 'lower!'", 314575)]
    public void Estimate_WorstCase_IsKubernetes(string schema, string rule, long cost)
    {
        var declaration = SchemaDeclaration.Of(StructuralSchema.Parse(JsonElement.Parse(schema)), isRoot: false, "selfType")!;
        var compilation = CelEnvironment.Kubernetes.With("self", declaration.Type).With("oldSelf", declaration.Type).Compile(rule);
        Assert.Equal("", compilation.Errors);

        Assert.Equal((ulong)cost, CostEstimator.Estimate(compilation.Program!, declaration).Max);
    }
}
