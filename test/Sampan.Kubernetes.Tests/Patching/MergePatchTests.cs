using System.Text.Json.Nodes;
using CsCheck;
using Sampan.Kubernetes.Patching;

namespace Sampan.Kubernetes.Tests.Patching;

public sealed class MergePatchTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":[1]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{}""", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    public void Apply_ExamplesOfTheStandard_Agree(string document, string patch, string expected) =>
        Assert.Equal(expected, MergePatch.Apply(JsonNode.Parse(document)!.AsObject(), JsonNode.Parse(patch)!.AsObject()).ToJsonString());

    [Fact]
    public void Apply_Twice_EqualsOnce() => Gen.Select(RandomJson.Object, RandomJson.Object).Sample((document, patch) =>
    {
        var once = MergePatch.Apply(document, patch);

        return JsonNode.DeepEquals(once, MergePatch.Apply(once, patch));
    });
}
