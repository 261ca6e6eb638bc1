using System.Text.Json.Nodes;
using CsCheck;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Patching;

namespace Sampan.Kubernetes.Tests.Patching;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":[1]},{"op":"add","path":"/b/-","value":3},{"op":"add","path":"/b/1","value":2}]""", """{"a":1,"b":[1,2,3]}""")]
    [InlineData("""{"a":{"x/y":1}}""", """[{"op":"replace","path":"/a/x~1y","value":2}]""", """{"a":{"x/y":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"move","from":"/a","path":"/b"}]""", """{"b":1}""")]
    [InlineData("""{"a":[1,2]}""", """[{"op":"copy","from":"/a/-1","path":"/b"}]""", """{"a":[1,2],"b":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"remove","path":"/a"}]""", """{}""")]
    [InlineData("""{}""", """[{"op":"replace","path":"/a","value":1}]""", """{"a":1}""")]
    [InlineData("""{}""", """[{"op":"add","path":"ignored/a","value":1}]""", """{"a":1}""")]
    public void Apply_Operations_AsTheApiServerDoes(string document, string patch, string expected) =>
        Assert.Equal(expected, JsonPatch.Apply(JsonNode.Parse(document)!.AsObject(), JsonNode.Parse(patch)).ToJsonString());

    [Theory]
    [InlineData("""[{"op":"remove","path":"/missing"}]""", 422)]
    [InlineData("""[{"op":"remove","path":"/list/5"}]""", 422)]
    [InlineData("""[{"op":"add","path":"/list/x","value":1}]""", 422)]
    [InlineData("""[{"op":"test","path":"/list/0","value":2}]""", 422)]
    [InlineData("""[{"op":"add","path":"nothing","value":2}]""", 422)]
    [InlineData("""[{"op":"jump","path":"/a"}]""", 422)]
    [InlineData("""{"op":"add"}""", 400)]
    [InlineData("""[1]""", 400)]
    public void Apply_BadPatch_IsRefused(string patch, int code)
    {
        var refused = Assert.Throws<ApiException>(() => JsonPatch.Apply(JsonNode.Parse("""{"list":[1]}""")!.AsObject(), JsonNode.Parse(patch)));

        Assert.Equal(code, refused.Status.Code);
    }

    [Fact]
    public void Apply_TooManyOperations_IsTooLarge()
    {
        var patch = new JsonArray([.. Enumerable.Range(0, JsonPatch.MaxOperations + 1).Select(_ => new JsonObject())]);

        Assert.Equal(413, Assert.Throws<ApiException>(() => JsonPatch.Apply([], patch)).Status.Code);
    }

    [Fact]
    public void Apply_AnyPatch_LeavesTheDocumentAsItWas() => Gen.Select(RandomJson.Object, RandomJson.Any, RandomJson.OneOf("add", "replace", "remove", "test")).Sample((document, value, op) =>
    {
        var before = document.ToJsonString();
        try
        {
            JsonPatch.Apply(document, new JsonArray(new JsonObject { ["op"] = op, ["path"] = "/a/b", ["value"] = value }));
        }
        catch (ApiException)
        {
        }

        return document.ToJsonString() == before;
    });
}
