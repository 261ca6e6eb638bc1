using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests.Plugins;

public sealed class InterPodAffinityTests
{
    private const string Term = """[{"topologyKey":"host","labelSelector":{"matchLabels":{"app":"web"}}}]""";
    private const string Apart = $$"""
        "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{{Term}} } }
        """;

    private const string Together = $$"""
        "affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{{Term}} } }
        """;

    private static readonly string Web = """{"app":"web"}""";

    [Fact]
    public void Schedule_AntiAffinity_HoldsInBothDirections()
    {
        var cluster = Hosts("a").Assume(TestCluster.Pod("existing", labels: Web), "a");
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't match pod anti-affinity rules.", Message(cluster, Apart));

        cluster = Hosts("a").Assume(TestCluster.Pod("existing", spec: Apart), "a");
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules.", Message(cluster, spec: "", labels: Web));
    }

    [Fact]
    public void Schedule_Affinity_FollowsThePodThatIsThere()
    {
        var cluster = Hosts("a", "b").Assume(TestCluster.Pod("existing", labels: Web), "b");

        Assert.Equal("b", SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: Together), cluster).NodeName);
    }

    [Fact]
    public void Schedule_FirstOfAGroup_NeedsNobodyToJoinIfItMatchesItself()
    {
        Assert.Equal("", Message(Hosts("a"), Together, Web));
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't match pod affinity rules.", Message(Hosts("a"), Together));
    }

    [Fact]
    public void Preempt_AntiAffinity_IsLiftedByTheVictim()
    {
        var cluster = Hosts("a").Assume(TestCluster.Pod("existing", labels: Web), "a");
        var failed = SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: Apart + ",\"priority\":5"), cluster);

        var preemption = SchedulingEngine.Default.Preempt(failed, cluster);
        Assert.Equal(("a", "existing"), (preemption.Chosen?.NodeName, preemption.Chosen?.Victims.Single().Name));
    }

    private static string Message(ClusterSnapshot cluster, string spec, string labels = "{}") =>
        SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: spec, labels: labels), cluster).Message;

    private static ClusterSnapshot Hosts(params string[] names) => TestCluster.Of(names.Select(name => TestCluster.NodeJson(name, labels: $$"""{"host":"{{name}}"}""")));
}
