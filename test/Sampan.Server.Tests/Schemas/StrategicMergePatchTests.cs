using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Patching;
using Sampan.Kubernetes.Schemas;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.Schemas;

/// <summary>Strategic merge patches with the schema of the built-in types.</summary>
public sealed class StrategicMergePatchTests
{
    private static readonly IValueSchema Pod = BuiltInTypes.Instance.SchemaOf(new GroupVersionKind("", "v1", "Pod"))!;

    [Theory]
    [InlineData("""{"containers":[{"name":"b","image":"2"}]}""", """[{"name":"a"},{"name":"b","image":"2"}]""")]
    [InlineData("""{"containers":[{"name":"c"}]}""", """[{"name":"c"},{"name":"a"},{"name":"b"}]""")]
    [InlineData("""{"containers":[{"name":"a","$patch":"delete"}]}""", """[{"name":"b"}]""")]
    [InlineData("""{"containers":[{"$patch":"replace"},{"name":"z"}]}""", """[{"name":"z"}]""")]
    [InlineData("""{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}""", """[{"name":"b"},{"name":"a"}]""")]
    [InlineData("""{"$setElementOrder/containers":[{"name":"c"},{"name":"b"}],"containers":[{"name":"c"}]}""", """[{"name":"c"},{"name":"a"},{"name":"b"}]""")]
    public void Apply_ToContainers_MergesByName(string patch, string expected)
    {
        var pod = JsonNode.Parse("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""")!.AsObject();

        var patched = StrategicMergePatch.Apply(pod, new JsonObject { ["spec"] = JsonNode.Parse(patch) }, Pod);

        Assert.Equal(expected, patched["spec"]!["containers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"$deleteFromPrimitiveList/finalizers":["b"]}""", """["a","c"]""")]
    [InlineData("""{"finalizers":["d","a"]}""", """["d","a","b","c"]""")]
    [InlineData("""{"$deleteFromPrimitiveList/finalizers":["a","z"],"finalizers":["e"]}""", """["e","b","c"]""")]
    public void Apply_ToFinalizers_MergesByValue(string patch, string expected)
    {
        var pod = JsonNode.Parse("""{"metadata":{"finalizers":["a","b","c"]}}""")!.AsObject();

        var patched = StrategicMergePatch.Apply(pod, new JsonObject { ["metadata"] = JsonNode.Parse(patch) }, Pod);

        Assert.Equal(expected, patched["metadata"]!["finalizers"]!.ToJsonString());
    }

    [Fact]
    public void Apply_RetainKeys_DropsTheOtherVolumeSource()
    {
        var pod = JsonNode.Parse("""{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""")!.AsObject();
        var patch = JsonNode.Parse("""{"spec":{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/"}}]}}""")!.AsObject();

        Assert.Equal("""{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/"}}]}}""", StrategicMergePatch.Apply(pod, patch, Pod).ToJsonString());
    }

    [Fact]
    public void Apply_OrderWithoutAChangedElement_IsRefusedAsTheApiServerDoes()
    {
        var pod = JsonNode.Parse("""{"spec":{"containers":[{"name":"a"}]}}""")!.AsObject();
        var patch = JsonNode.Parse("""{"spec":{"$setElementOrder/containers":[{"name":"a"}],"containers":[{"name":"b","image":"b"}]}}""")!.AsObject();

        var refused = Assert.Throws<ApiException>(() => StrategicMergePatch.Apply(pod, patch, Pod));

        Assert.Equal(500, refused.Status.Code);
        Assert.Equal("The order in patch list:\n[map[image:b name:b]]\n doesn't match $setElementOrder list:\n[map[name:a]]\n", refused.Message);
    }
}
