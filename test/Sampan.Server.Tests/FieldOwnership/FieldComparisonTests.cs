using System.Text.Json.Nodes;
using Sampan.Kubernetes.FieldOwnership;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Schemas;

namespace Sampan.Server.Tests.FieldOwnership;

public sealed class FieldComparisonTests
{
    [Theory]
    [InlineData("""{"data":{"a":"1"}}""", """{"data":{"a":"1"}}""", "", "", "")]
    [InlineData("""{"data":{"a":"1","b":"1"}}""", """{"data":{"c":"1","b":"2"}}""", ".data.c", ".data.a", ".data.b")]
    [InlineData("""{}""", """{"metadata":{"labels":{"y":"1","x":"1"}}}""", ".metadata .metadata.labels .metadata.labels.x .metadata.labels.y", "", "")]
    [InlineData("""{"metadata":{"labels":{"x":"1"}}}""", """{"metadata":{}}""", "", ".metadata.labels .metadata.labels.x", "")]
    [InlineData("""{"metadata":{"finalizers":["a","b"]}}""", """{"metadata":{"finalizers":["b","c"]}}""", ".metadata.finalizers[=\"c\"]", ".metadata.finalizers[=\"a\"]", "")]
    [InlineData("""{"metadata":{"finalizers":["a","a"]}}""", """{"metadata":{"finalizers":["a"]}}""", "", "", ".metadata.finalizers[=\"a\"]")]
    public void Of_TwoObjects_TellsFieldsApart(string before, string after, string added, string removed, string modified)
    {
        var schema = BuiltInTypes.Instance.SchemaOf(new GroupVersionKind("", "v1", "ConfigMap"))!;

        var comparison = FieldComparison.Of(JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject(), schema);

        Assert.Equal((added, removed, modified), (comparison.Added.ToString(), comparison.Removed.ToString(), comparison.Modified.ToString()));
        Assert.Equal(added + removed + modified == "", comparison.IsSame);
    }

    // Whoever may write an object may repeat what is in its lists, and many times.
    [Fact]
    public void Of_ManyRepeatedElements_ComparesEachOnce()
    {
        var schema = BuiltInTypes.Instance.SchemaOf(new GroupVersionKind("", "v1", "ConfigMap"))!;
        var repeated = new JsonArray([.. Enumerable.Range(0, 60_000).Select(i => (JsonNode)$"example.com/{i / 2}")]);

        var comparison = FieldComparison.Of([], new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = repeated } }, schema);

        Assert.Equal(30_000 + 2, comparison.Added.ToString().Split(' ').Length);
    }
}
