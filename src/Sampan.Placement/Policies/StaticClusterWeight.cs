using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>One entry of a <c>staticWeightList</c>.</summary>
/// <param name="Target">The clusters that have the weight.</param>
/// <param name="Weight">The weight; a cluster that matches several entries has the largest.</param>
public sealed record StaticClusterWeight(ClusterAffinity Target, long Weight)
{
    /// <summary>Reads one entry.</summary>
    public static StaticClusterWeight Of(JsonElement entry) =>
        new(ClusterAffinity.Of(entry.Member("targetCluster") ?? default), entry.Integer("weight") ?? 0);
}
