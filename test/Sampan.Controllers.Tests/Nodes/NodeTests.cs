using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Nodes;

public sealed class NodeTests
{
    [Fact]
    public async Task Start_WithShapes_RegistersHealthyNodesThatOfferThem()
    {
        var shape = new NodeShape
        {
            Cpu = "64",
            ExtendedResources = new Dictionary<string, string> { ["nvidia.com/gpu"] = "8" },
            Zone = "zone-x",
            Architecture = "arm64",
            Taints = [new NodeTaint("gpu", "true", "NoSchedule")],
        };
        await using var cluster = await ClusterFixture.StartAsync(options: new EmbeddedControllersOptions
        {
            Nodes = [new NodeGroup("gpu", 2, shape)],
            Simulation = SimulationOptions.Immediate,
        });
        var nodes = await cluster.UntilAllAsync(WellKnownTypes.Nodes, nodes => nodes.Count == 2 && nodes.All(node => node.Root.Member("spec")!.Value.Items("taints").Count() == 1));

        Assert.Equal(["gpu-1", "gpu-2"], nodes.Select(node => node.Metadata.Name));
        var node = nodes[0].Root;
        Assert.Equal("8", node.Member("status", "allocatable")!.Value.String("nvidia.com/gpu"));
        Assert.Equal("64", node.Member("status", "capacity")!.Value.String("cpu"));
        Assert.Equal("True", node.Member("status")!.Value.Items("conditions").Single(condition => condition.String("type") == "Ready").String("status"));
        Assert.Equal("v1.36.0", node.Member("status", "nodeInfo")!.Value.String("kubeletVersion"));
        Assert.Equal("gpu", node.Member("spec")!.Value.Items("taints").Single().String("key"));
        Assert.Equal("zone-x", nodes[0].Metadata.Labels["topology.kubernetes.io/zone"]);
        Assert.Equal("arm64", nodes[0].Metadata.Labels["kubernetes.io/arch"]);
    }

    [Fact]
    public async Task Run_TimePasses_RenewsLeases()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 2, time: time);
        await cluster.UntilAllAsync(WellKnownTypes.Leases, leases => leases.Count == 2);
        var renewed = cluster.UntilAllAsync(WellKnownTypes.Leases, leases => leases.All(lease => RenewTime(lease) == "2026-08-01T12:00:10.000000Z"));
        time.Advance(TimeSpan.FromSeconds(10));
        await renewed;
    }

    [Fact]
    public async Task CreateByHand_ForTheSimulation_IsReportedReadyAndRunsPods()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"mine"},"spec":{"providerID":"sampan://mine"} }""");
        await cluster.UntilAsync(WellKnownTypes.Nodes, "mine", root => root.Member("status", "allocatable")?.String("cpu") == "8");
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("one"));
        await cluster.UntilAsync(WellKnownTypes.Pods, "one", root => root.Member("status")?.String("phase") == "Running");
    }

    [Fact]
    public async Task CreateByHand_ForAnotherKubelet_IsLeftToIt()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"mine"} }""");
        await cluster.CreateAsync(WellKnownTypes.Pods, PodOn("mine", "theirs"));
        await cluster.CreateAsync(WellKnownTypes.Pods, PodOn("node-1", "ours"));

        // When the simulated node has renewed its lease and its pod runs, so would the other have.
        var renewed = cluster.UntilAsync(WellKnownTypes.Leases, "node-1", lease => lease.Member("spec")?.String("renewTime") == "2026-08-01T12:00:10.000000Z", "kube-node-lease");
        await cluster.UntilAsync(WellKnownTypes.Leases, "node-1", _ => true, "kube-node-lease");
        await cluster.UntilAsync(WellKnownTypes.Pods, "ours", root => root.Member("status")?.String("phase") == "Running");
        time.Advance(TimeSpan.FromSeconds(10));
        await renewed;

        Assert.Equal("Pending", cluster.Informers.For(WellKnownTypes.Pods).Get(new NamespacedName("default", "theirs"))!.Root.Member("status")!.Value.String("phase"));
        var mine = cluster.Informers.For(WellKnownTypes.Nodes).Get(NamespacedName.ClusterScoped("mine"))!;
        Assert.False((mine.Root.Member("status") ?? default).Items("conditions").Any());
        Assert.DoesNotContain(cluster.Informers.For(WellKnownTypes.Leases).All, lease => lease.Metadata.Name == "mine");

        // Deleted pods are for their kubelet to stop, and cordons are the cluster's business on any node.
        await cluster.DeleteAsync(WellKnownTypes.Pods, "theirs");
        await cluster.PatchAsync(WellKnownTypes.Nodes, "mine", """{"spec":{"unschedulable":true}}""", "");
        await cluster.UntilAsync(WellKnownTypes.Nodes, "mine", root => root.Member("spec")!.Value.Items("taints").Any(taint => taint.String("key") == "node.kubernetes.io/unschedulable"));
        Assert.NotNull(cluster.Informers.For(WellKnownTypes.Pods).Get(new NamespacedName("default", "theirs")));
    }

    [Fact]
    public async Task Node_ThatIsGivenToTheSimulation_RunsThePodsThatItHas()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"mine"} }""");
        await cluster.CreateAsync(WellKnownTypes.Pods, PodOn("mine", "one"));
        await cluster.UntilAsync(WellKnownTypes.Pods, "one", _ => true);

        await cluster.PatchAsync(WellKnownTypes.Nodes, "mine", """{"spec":{"providerID":"sampan://mine"}}""", "");

        await cluster.UntilAsync(WellKnownTypes.Pods, "one", root => root.Member("status")?.String("phase") == "Running");
        await cluster.UntilAllAsync(WellKnownTypes.Leases, leases => leases.Any(lease => lease.Metadata.Name == "mine"));
    }

    [Fact]
    public async Task Cordon_AddsTheTaintAndUncordonRemovesIt()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.UntilAllAsync(WellKnownTypes.Nodes, nodes => nodes.Count == 1);
        await cluster.PatchAsync(WellKnownTypes.Nodes, "node-1", """{"spec":{"unschedulable":true}}""", "");
        await cluster.UntilAsync(WellKnownTypes.Nodes, "node-1", root =>
            root.Member("spec")!.Value.Items("taints").Any(taint => taint.String("key") == "node.kubernetes.io/unschedulable"));
        await cluster.PatchAsync(WellKnownTypes.Nodes, "node-1", """{"spec":{"unschedulable":null}}""", "");
        await cluster.UntilAsync(WellKnownTypes.Nodes, "node-1", root => !root.Member("spec")!.Value.Items("taints").Any());
    }

    private static string PodOn(string node, string name) =>
        Manifests.Pod(name).Replace("\"spec\": {", $"\"spec\": {{\"nodeName\": \"{node}\",", StringComparison.Ordinal);

    private static string? RenewTime(KubernetesObject lease) => lease.Root.Member("spec")?.String("renewTime");
}
