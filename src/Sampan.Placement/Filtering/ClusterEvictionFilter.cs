using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>An object does not return to a cluster that it is being evicted from.</summary>
internal sealed class ClusterEvictionFilter : IClusterFilter
{
    public string Name => "ClusterEviction";

    public string? Reject(PlacementContext context, MemberCluster cluster) =>
        context.Binding.Evicting.Contains(cluster.Name) ? "cluster(s) is in the process of eviction" : null;
}
