using CsCheck;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests;

public sealed class SchedulingEngineTests
{
    private static readonly SchedulingEngine Engine = SchedulingEngine.Default;

    [Fact]
    public void Schedule_EqualNodes_TakesTheFirstByName() =>
        Assert.Equal("a", Engine.Schedule(TestCluster.Pod("p"), TestCluster.Of(TestCluster.NodeJson("b"), TestCluster.NodeJson("a"))).NodeName);

    [Fact]
    public void Schedule_NoNodes_SaysSo() =>
        Assert.Equal("no nodes available to schedule pods", Engine.Schedule(TestCluster.Pod("p"), ClusterSnapshot.Empty).Message);

    [Fact]
    public void Schedule_NoRoom_CountsReasonsInOrderOfTheirText()
    {
        var cluster = TestCluster.Of(
            TestCluster.NodeJson("a", cpu: "1"),
            TestCluster.NodeJson("b", cpu: "1"),
            TestCluster.NodeJson("c", spec: """{"unschedulable":true}"""),
            TestCluster.NodeJson("d", spec: """{"taints":[{"key":"k","effect":"NoSchedule"}]}"""));

        Assert.Equal(
            "0/4 nodes are available: 1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 Insufficient cpu.",
            Engine.Schedule(TestCluster.Pod("p", cpu: "2"), cluster).Message);
    }

    [Fact]
    public void Schedule_NamedNodesOnly_TellsTheOthersSo()
    {
        var pod = TestCluster.Pod("p", spec: """
            "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["z"]}]}]}}}
            """);

        var result = Engine.Schedule(pod, TestCluster.Of(TestCluster.NodeJson("a"), TestCluster.NodeJson("b")));

        Assert.Equal("0/2 nodes are available: 2 node(s) didn't satisfy plugin(s) [NodeAffinity].", result.Message);
    }

    [Fact]
    public void Schedule_Explained_KeepsEveryRefusalOfANode()
    {
        var cluster = TestCluster.Of(TestCluster.NodeJson("a", cpu: "1", spec: """{"unschedulable":true}"""));

        var result = Engine.Schedule(TestCluster.Pod("p", cpu: "2"), cluster, SchedulingOptions.Explain);

        Assert.Equal(["NodeUnschedulable", "NodeResourcesFit"], result.Refusals.Select(refusal => refusal.Verdict.Plugin));
        Assert.Equal("0/1 nodes are available: 1 node(s) were unschedulable.", result.Message);
    }

    [Fact]
    public void Schedule_Sampling_StopsAfterEnoughNodesAndGoesOnThere()
    {
        var cluster = TestCluster.Uniform(1000);
        var options = new SchedulingOptions { PercentageOfNodesToScore = 20, StartIndex = 900 };

        var result = Engine.Schedule(TestCluster.Pod("p"), cluster, options);

        Assert.Equal((200, 100), (result.FeasibleNodes, result.NextStartIndex));
    }

    [Fact]
    public void Schedule_NominatedRival_MustFitBesideIt()
    {
        var cluster = TestCluster.Of(TestCluster.NodeJson("a", cpu: "1")).Nominate(TestCluster.Pod("rival", cpu: "600m", spec: "\"priority\":10"), "a");

        Assert.False(Engine.Schedule(TestCluster.Pod("p", cpu: "600m"), cluster).IsScheduled);
        Assert.True(Engine.Schedule(TestCluster.Pod("p", cpu: "600m", spec: "\"priority\":11"), cluster).IsScheduled);
    }

    [Fact]
    public void AssumeAndForget_AnyPods_LeaveTheClusterAsItWas() =>
        Gen.Int[1, 40].Select(Gen.Int[1, 30]).Sample((nodes, count) =>
        {
            var cluster = TestCluster.Uniform(nodes);
            var pods = Enumerable.Range(0, count).Select(i => TestCluster.Pod($"p{i}")).ToList();
            var placed = pods.Aggregate(cluster, (snapshot, pod) => Engine.Assume(pod, Engine.Schedule(pod, snapshot).NodeName!, snapshot));
            var emptied = pods.Aggregate(placed, (snapshot, pod) => snapshot.Forget(pod));

            return placed.Nodes.Sum(node => node.Requested.MilliCpu) == 100 * count
                && placed.Nodes.Sum(node => node.Pods.Length) == count
                && emptied.Nodes.All(node => node.Requested.IsNone && node.Pods.IsEmpty)
                && cluster.Nodes.All(node => node.Pods.IsEmpty);
        });

    [Fact]
    public void Schedule_NeverOvercommits() =>
        Gen.Int[0, 1500].Array[1, 60].Sample(requests =>
        {
            var cluster = TestCluster.Uniform(3);
            foreach (var (index, milliCpu) in requests.Index())
            {
                var pod = TestCluster.Pod($"p{index}", cpu: $"{milliCpu}m");
                var result = Engine.Schedule(pod, cluster);
                cluster = result.NodeName is { } node ? Engine.Assume(pod, node, cluster) : cluster;
            }

            return cluster.Nodes.All(node => node.Requested.MilliCpu <= 4000);
        });
}
