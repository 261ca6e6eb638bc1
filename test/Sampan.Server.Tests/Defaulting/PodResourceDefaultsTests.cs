namespace Sampan.Server.Tests.Defaulting;

public sealed class PodResourceDefaultsTests
{
    [Theory]
    [InlineData("""{"limits":{"cpu":"4"}}""", "[]", """[{"requests":{"cpu":"1"}},{"requests":{"cpu":"500m","memory":"1Gi"}}]""", """{"limits":{"cpu":"4"},"requests":{"cpu":"1500m","memory":"1Gi"}}""")]
    [InlineData("""{"limits":{"cpu":"4","memory":"8Gi"}}""", "[]", "[{}]", """{"limits":{"cpu":"4","memory":"8Gi"},"requests":{"cpu":"4","memory":"8Gi"}}""")]
    [InlineData("""{"limits":{"cpu":"4"},"requests":{"cpu":"3"}}""", "[]", """[{"requests":{"cpu":"1"}}]""", """{"limits":{"cpu":"4"},"requests":{"cpu":"3"}}""")]
    [InlineData("""{"requests":{"cpu":"3"}}""", "[]", """[{"limits":{"cpu":"1"}}]""", """{"requests":{"cpu":"3"}}""")]
    [InlineData("""{"limits":{"cpu":"9"}}""", """[{"requests":{"cpu":"2"}},{"restartPolicy":"Always","requests":{"cpu":"1"}},{"requests":{"cpu":"3"}}]""", """[{"requests":{"cpu":"1"}}]""", """{"limits":{"cpu":"9"},"requests":{"cpu":"4"}}""")]
    [InlineData("""{"limits":{"cpu":"1"}}""", "[]", """[{"limits":{"hugepages-2Mi":"4Mi"}}]""", """{"limits":{"cpu":"1","hugepages-2Mi":"4Mi"},"requests":{"cpu":"1","hugepages-2Mi":"4Mi"}}""")]
    [InlineData("""{"limits":{"example.com/a":"1"}}""", "[]", """[{"requests":{"example.com/a":"1"}}]""", """{"limits":{"example.com/a":"1"}}""")]
    [InlineData("{}", "[]", """[{"limits":{"hugepages-2Mi":"4Mi"}}]""", "{}")]
    public void Apply_PodWithResourcesOfItsOwn_CompletesThemFromItsContainers(string resources, string init, string containers, string expected) => Assert.Equal(
        expected,
        Defaulted.At("v1", "Pod", $"{{\"spec\":{{\"resources\":{resources},\"initContainers\":{Wrap(init)},\"containers\":{Wrap(containers)}}}}}", "spec.resources"));

    // Each entry stands for a container: its resources, and whether it is a sidecar.
    private static string Wrap(string list) => "[" + string.Join(",", System.Text.Json.Nodes.JsonNode.Parse(list)!.AsArray().Select(entry =>
    {
        var resources = entry!.DeepClone().AsObject();
        var restart = resources["restartPolicy"]?.ToJsonString() ?? "null";
        resources.Remove("restartPolicy");
        return $"{{\"name\":\"c\",\"restartPolicy\":{restart},\"resources\":{resources.ToJsonString()}}}";
    })) + "]";
}
