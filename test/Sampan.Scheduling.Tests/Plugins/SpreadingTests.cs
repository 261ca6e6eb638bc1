using System.Text.Json;
using CsCheck;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests.Plugins;

public sealed class SpreadingTests
{
    private const string HardOverZones = """
        "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule","labelSelector":{"matchLabels":{"app":"web"}}}]
        """;

    private static readonly string Labels = """{"app":"web"}""";

    [Fact]
    public void Schedule_HardConstraint_KeepsTheSkewWithinItsLimit() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 25]).Sample((zones, pods) =>
        {
            var cluster = Zones(zones, perZone: 2);
            for (var i = 0; i < pods; i++)
            {
                var pod = TestCluster.Pod($"p{i}", spec: HardOverZones, labels: Labels);
                cluster = SchedulingEngine.Default.Assume(pod, SchedulingEngine.Default.Schedule(pod, cluster).NodeName!, cluster);
            }

            var counts = cluster.Nodes.GroupBy(node => node.Node.Labels["zone"]).Select(zone => zone.Sum(node => node.Pods.Length)).ToList();
            return counts.Max() - counts.Min() <= 1 && counts.Sum() == pods;
        });

    [Fact]
    public void Schedule_NodeWithoutTheKey_IsRefusedForGood()
    {
        var result = SchedulingEngine.Default.Schedule(
            TestCluster.Pod("p", spec: HardOverZones, labels: Labels),
            TestCluster.Of(TestCluster.NodeJson("a")));

        Assert.Equal("0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label).", result.Message);
    }

    [Fact]
    public void Schedule_ServiceSelectsThePod_SpreadsByDefault()
    {
        var builder = new ClusterSnapshotBuilder();
        foreach (var name in (string[])["a", "b"])
        {
            builder.Add("Node", TestCluster.NodeJson(name, labels: $$"""{"kubernetes.io/hostname":"{{name}}"}"""));
        }

        var service = JsonElement.Parse("""{"metadata":{"name":"web","namespace":"default"},"spec":{"selector":{"app":"web"}}}""");
        var cluster = builder.Add("Service", service).Build();
        cluster = cluster.Assume(TestCluster.Pod("first", labels: Labels), "a");

        var scores = SchedulingEngine.Default.Schedule(TestCluster.Pod("p", labels: Labels), cluster, SchedulingOptions.Explain).Scores;
        var spreading = scores.Single(plugin => plugin.Plugin == "PodTopologySpread").ByNode;
        Assert.True(spreading["b"] > spreading["a"]);
    }

    private static ClusterSnapshot Zones(int zones, int perZone) => TestCluster.Of(
        Enumerable.Range(0, zones * perZone).Select(i => TestCluster.NodeJson($"n{i:00}", labels: $$"""{"zone":"z{{i % zones}}"}""")));
}
