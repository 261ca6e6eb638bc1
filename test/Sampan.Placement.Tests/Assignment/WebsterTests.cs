using CsCheck;
using Sampan.Placement.Assignment;

namespace Sampan.Placement.Tests.Assignment;

public sealed class WebsterTests
{
    private static readonly Gen<WeightedCluster[]> Clusters =
        Gen.Long[0, 1000].Array[1, 12].Select(weights => weights.Select((weight, i) => new WeightedCluster($"m{i:00}", weight)).ToArray());

    [Fact]
    public void Divide_AnyWeights_HandsOutEveryReplica() =>
        Gen.Select(Clusters, Gen.Int[0, 300]).Sample((clusters, replicas) =>
            clusters.All(cluster => cluster.Weight == 0)
            || Webster.Divide(replicas, clusters, "").Sum(cluster => cluster.Replicas) == replicas);

    [Fact]
    public void Divide_OneReplicaMore_TakesNoneAway() =>
        Gen.Select(Clusters, Gen.Int[0, 100], Gen.String).Sample((clusters, replicas, uid) =>
        {
            var fewer = Webster.Divide(replicas, clusters, uid);
            var more = Webster.Divide(replicas + 1, clusters, uid);
            return fewer.Zip(more).All(pair => pair.First.Replicas <= pair.Second.Replicas);
        });

    // The direction is the lowest bit of the UID's FNV-1a hash: "a" hashes to 0xe40c292c, "b" to 0xe70c2de5.
    [Theory]
    [InlineData("", "m1")]
    [InlineData("a", "m1")]
    [InlineData("b", "m3")]
    public void Divide_EqualWeights_FavoursTheNameThatTheUidSays(string uid, string favoured)
    {
        var shared = Webster.Divide(4, [new("m3", 1), new("m1", 1), new("m2", 1)], uid);

        Assert.Equal(favoured, shared.MaxBy(cluster => cluster.Replicas).Name);
        Assert.Equal(["m1", "m2", "m3"], shared.Select(cluster => cluster.Name));
    }
}
