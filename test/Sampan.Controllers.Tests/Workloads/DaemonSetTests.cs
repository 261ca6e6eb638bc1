using Sampan.Controllers.Tests.Fakes;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class DaemonSetTests
{
    private static readonly ResourceType Sets = WellKnownTypes.DaemonSets;

    [Fact]
    public async Task Create_RunsOnEveryNodeItFits_AlsoOnLaterOnes()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.UntilAllAsync(WellKnownTypes.Nodes, nodes => nodes.Count == 3);
        await cluster.CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"tainted"},"spec":{"taints":[{"key":"gpu","effect":"NoSchedule"}]}}""");
        await cluster.CreateAsync(Sets, Manifest());
        await cluster.UntilAsync(Sets, "agent", root => root.Member("status")?.Integer("numberReady") == 3);

        await cluster.CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"late"},"spec":{"providerID":"sampan://late"} }""");
        var set = await cluster.UntilAsync(Sets, "agent", root => root.Member("status")?.Integer("numberReady") == 4);
        Assert.Equal(4, set.Root.Member("status")!.Value.Integer("desiredNumberScheduled"));
        var nodes = cluster.Informers.For(WellKnownTypes.Pods).All.Select(pod => pod.Root.Member("spec")!.Value.String("nodeName")).Order();
        Assert.Equal(["late", "node-1", "node-2", "node-3"], nodes);
    }

    [Fact]
    public async Task Revision_KeepsTheAnnotationsOfItsTime()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest().Replace("\"metadata\": {\"name\": \"agent\"", "\"metadata\": {\"annotations\": {\"kubernetes.io/change-cause\": \"first\"}, \"name\": \"agent\"", StringComparison.Ordinal));

        var revisions = await cluster.UntilAllAsync(WorkloadTypes.ControllerRevisions, all => all.Count == 1);

        Assert.Equal("first", revisions[0].Metadata.Annotations["kubernetes.io/change-cause"]);
    }

    [Fact]
    public async Task Update_Rolling_ReplacesPodsOneNodeAtATime()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Sets, Manifest());
        await cluster.UntilAsync(Sets, "agent", root => root.Member("status")?.Integer("numberReady") == 3);
        await cluster.PatchAsync(Sets, "agent", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"agent:2"}]}}}}""");
        await cluster.UntilAsync(Sets, "agent", root =>
            root.Member("status")?.Integer("updatedNumberScheduled") == 3 && root.Member("status")?.Integer("numberAvailable") == 3 && root.Member("status")?.Integer("observedGeneration") == 2);
        Assert.All(
            cluster.Informers.For(WellKnownTypes.Pods).All,
            pod => Assert.Equal("agent:2", pod.Root.Member("spec")!.Value.Items("containers").First().String("image")));
    }

    private static string Manifest() => $$"""
        {
          "apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent", "namespace": "default"},
          "spec": {"selector": {"matchLabels": {"app": "agent"} }, "template": {{Manifests.Template("agent", "agent:1")}} }
        }
        """;
}
