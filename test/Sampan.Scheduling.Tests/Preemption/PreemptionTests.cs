using System.Text.Json;
using CsCheck;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests.Preemption;

public sealed class PreemptionTests
{
    private static readonly SchedulingEngine Engine = SchedulingEngine.Default;

    [Fact]
    public void Preempt_SeveralNodes_TakesTheLeastImportantVictims()
    {
        var cluster = TestCluster.Of(TestCluster.NodeJson("a", cpu: "1"), TestCluster.NodeJson("b", cpu: "1"))
            .Assume(Pod("important", 5), "a")
            .Assume(Pod("unimportant", 1), "b");

        var result = Preempt(cluster, priority: 10);

        Assert.Equal(("b", "default/unimportant"), (result.Chosen?.NodeName, result.Chosen?.Victims.Single().ToString()));
        Assert.Equal(["a", "b"], result.Candidates.Select(candidate => candidate.NodeName));
    }

    [Fact]
    public void Preempt_DisruptionBudget_IsRespectedWherePossible()
    {
        var builder = new ClusterSnapshotBuilder()
            .Add("Node", TestCluster.NodeJson("a", cpu: "1"))
            .Add("Node", TestCluster.NodeJson("b", cpu: "1"))
            .Add("PodDisruptionBudget", JsonElement.Parse("""
                {"metadata":{"namespace":"default"},"spec":{"selector":{"matchLabels":{"app":"db"} } },"status":{"disruptionsAllowed":0} }
                """));
        var cluster = builder.Build()
            .Assume(TestCluster.Pod("protected", cpu: "1", labels: """{"app":"db"}"""), "a")
            .Assume(Pod("free", 5), "b");

        Assert.Equal(("b", 0), (Preempt(cluster, 10).Chosen?.NodeName, Preempt(cluster, 10).Chosen?.DisruptionBudgetViolations));
    }

    [Fact]
    public void Preempt_PolicyNever_IsNotEligible()
    {
        var cluster = TestCluster.Of(TestCluster.NodeJson("a", cpu: "1")).Assume(Pod("victim", 0), "a");
        var failed = Engine.Schedule(TestCluster.Pod("p", cpu: "1", spec: "\"priority\":10,\"preemptionPolicy\":\"Never\""), cluster);

        var result = Engine.Preempt(failed, cluster);

        Assert.False(result.IsEligible);
        Assert.Equal(
            "0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.",
            result.Message);
    }

    [Fact]
    public void Preempt_AnyCluster_ChosenVictimsAreLowerAndMakeRoomAndNoneIsSpareable() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[100, 1500]).Array[1, 30].Sample(existing =>
        {
            var cluster = TestCluster.Uniform(3);
            foreach (var (index, (priority, milliCpu)) in existing.Index())
            {
                var pod = TestCluster.Pod($"p{index}", cpu: $"{milliCpu}m", spec: $"\"priority\":{priority}");
                cluster = Engine.Schedule(pod, cluster).NodeName is { } node ? cluster.Assume(pod, node) : cluster;
            }

            var incoming = TestCluster.Pod("incoming", cpu: "3", spec: "\"priority\":5");
            var failed = Engine.Schedule(incoming, cluster);
            if (failed.IsScheduled || Engine.Preempt(failed, cluster).Chosen is not { } chosen)
            {
                return;
            }

            Assert.All(chosen.Victims, victim => Assert.True(victim.Priority < 5));
            var without = chosen.Victims.Aggregate(cluster, (snapshot, victim) => snapshot.Forget(victim));
            Assert.True(Engine.Schedule(incoming, without).IsScheduled);
            Assert.All(chosen.Victims, spared => Assert.False(Fits(without.Assume(spared, chosen.NodeName).Find(chosen.NodeName)!)));

            bool Fits(NodeInfo node) => node.Requested.MilliCpu + incoming.Requests.MilliCpu <= node.Node.Allocatable.MilliCpu;
        });

    private static Sampan.Scheduling.Preemption.PreemptionResult Preempt(ClusterSnapshot cluster, int priority) =>
        Engine.Preempt(Engine.Schedule(Pod("incoming", priority), cluster), cluster);

    private static Sampan.Scheduling.Objects.PodInfo Pod(string name, int priority) => TestCluster.Pod(name, cpu: "1", spec: $"\"priority\":{priority}");
}
