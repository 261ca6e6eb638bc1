using CsCheck;
using Sampan.Placement.Triggering;

namespace Sampan.Placement.Tests;

public sealed class PlacementEngineTests
{
    private const string Aggregated = """{"replicaScheduling":{"replicaSchedulingType":"Divided","replicaDivisionPreference":"Aggregated"}}""";

    private const string Dynamic = """
        {"replicaScheduling":{"replicaSchedulingType":"Divided","replicaDivisionPreference":"Weighted","weightPreference":{"dynamicWeight":"AvailableReplicas"}}}
        """;

    [Fact]
    public void Place_Duplicated_GivesEveryClusterAllReplicas()
    {
        var result = PlacementEngine.Place(Fleets.Deployment(3, "{}"), [Fleets.Cluster("b"), Fleets.Cluster("a")]);

        Assert.Equal(PlacementTrigger.PlacementChanged, result.Trigger);
        Assert.Equal("a=3 b=3", Fleets.Targets(result));
        Assert.Equal(ScheduledCondition.Success, result.Outcome!.Condition);
    }

    [Fact]
    public void Place_StaticWeights_DividesByLargestMatchingWeight()
    {
        const string placement = """
            {"replicaScheduling":{"replicaSchedulingType":"Divided","replicaDivisionPreference":"Weighted","weightPreference":{"staticWeightList":[
              {"targetCluster":{"clusterNames":["a"]},"weight":2},{"targetCluster":{"clusterNames":["a","b"]},"weight":1}]}}}
            """;

        var result = PlacementEngine.Place(Fleets.Deployment(9, placement), [Fleets.Cluster("a"), Fleets.Cluster("b"), Fleets.Cluster("c")]);

        Assert.Equal("a=6 b=3", Fleets.Targets(result));
    }

    [Fact]
    public void Place_AggregatedScaleUp_FillsTheClusterInUseFirst()
    {
        var binding = Fleets.Deployment(5, Aggregated, """[{"name":"b","replicas":2}]""");

        var result = PlacementEngine.Place(binding, [Fleets.Cluster("a"), Fleets.Cluster("b")]);

        Assert.Equal("b=5", Fleets.Targets(result));
    }

    [Fact]
    public void Place_MoreReplicasThanRoom_IsUnschedulableAndRetried()
    {
        var result = PlacementEngine.Place(Fleets.Deployment(21, Dynamic), [Fleets.Cluster("a"), Fleets.Cluster("b")]);

        Assert.Null(result.Outcome!.Clusters);
        Assert.True(result.Outcome.Retry);
        Assert.Equal("Unschedulable", result.Outcome.Condition!.Reason);
        Assert.Equal(
            "failed to assign replicas: failed to scale up: Clusters available replicas 20 are not enough to schedule.",
            result.Outcome.Condition.Message);
    }

    [Fact]
    public void Place_NoClusterFits_TakesTheObjectAwayAndSaysWhy()
    {
        var binding = Fleets.Deployment(1, """{"clusterAffinity":{"clusterNames":["a"]}}""", """[{"name":"b","replicas":1}]""");

        var result = PlacementEngine.Place(binding, [Fleets.Cluster("a", """{"taints":[{"key":"gone","effect":"NoExecute"}]}"""), Fleets.Cluster("b")]);

        Assert.Empty(result.Outcome!.Clusters!);
        Assert.Equal(
            "0/2 clusters are available: 1 cluster(s) did not match the placement cluster affinity constraint, 1 cluster(s) had untolerated taint {gone:NoExecute}.",
            result.Outcome.Condition!.Message);
        Assert.Equal([ClusterFate.Rejected, ClusterFate.Rejected], result.Attempts[0].Verdicts().Select(verdict => verdict.Fate));
    }

    [Fact]
    public void Place_FirstTermHasNoCluster_FallsThroughToTheNext()
    {
        const string placement = """
            {"clusterAffinities":[{"affinityName":"near","clusterNames":["x"]},{"affinityName":"far","clusterNames":["a"]}]}
            """;

        var result = PlacementEngine.Place(Fleets.Deployment(1, placement), [Fleets.Cluster("a")]);

        Assert.Equal(["near", "far"], result.Attempts.Select(attempt => attempt.AffinityName));
        Assert.Equal("far", result.Outcome!.ObservedAffinity);
        Assert.Equal("a=1", Fleets.Targets(result));
    }

    [Fact]
    public void Place_ClusterOrder_DoesNotMatter() =>
        Gen.Shuffle(Enumerable.Range(1, 8).Select(i => Fleets.Cluster($"m{i}", "{}", $$$"""{"allocatable":{"cpu":"{{{i % 3 * 7}}}","pods":"50"}}""")).ToArray())
            .Select(Gen.Int[0, 40], Gen.OneOf("{}", Aggregated, Dynamic))
            .Sample((clusters, replicas, placement) =>
            {
                var binding = Fleets.Deployment(replicas, placement, """[{"name":"m2","replicas":3}]""", "uid-7");
                var sorted = clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ToList();
                return Fleets.Targets(PlacementEngine.Place(binding, clusters)) == Fleets.Targets(PlacementEngine.Place(binding, sorted));
            });

    [Fact]
    public void Place_DividedAndScheduled_AssignsExactlyTheReplicas() =>
        Gen.Select(Gen.Int[1, 60], Gen.OneOf(Aggregated, Dynamic), Gen.Int[0, 20])
            .Sample((replicas, placement, running) =>
            {
                var binding = Fleets.Deployment(replicas, placement, $$"""[{"name":"m1","replicas":{{running}}}]""");
                var result = PlacementEngine.Place(binding, [Fleets.Cluster("m1"), Fleets.Cluster("m2"), Fleets.Cluster("m3")]);
                return result.Outcome?.Clusters is not { } clusters || clusters.Sum(cluster => cluster.Replicas) == replicas;
            });

    [Fact]
    public void Place_MembersOfTheWrongType_NeverThrows()
    {
        var wrong = Gen.OneOf("null", "\"x\"", "-1", "[]", "{}", "[1]", "[{\"a\":1}]", "{\"labelSelector\":{\"matchLabels\":{\"a\":1}}}", Aggregated);
        Gen.Select(wrong, wrong, wrong, wrong).Sample((affinity, spread, scheduling, clusters) =>
        {
            var placement = $$"""{"clusterAffinity":{{affinity}},"clusterAffinities":{{spread}},"spreadConstraints":{{spread}},"replicaScheduling":{{scheduling}}}""";
            var result = PlacementEngine.Place(Fleets.Deployment(2, placement, clusters), [Fleets.Cluster("a")]);
            return result.Outcome is not null;
        });
    }
}
