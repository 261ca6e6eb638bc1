using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>The cluster has to match the placement's affinity, or a group of the term that is tried.</summary>
internal sealed class ClusterAffinityFilter : IClusterFilter
{
    public string Name => "ClusterAffinity";

    public string? Reject(PlacementContext context, MemberCluster cluster) =>
        Matches(context, cluster) ? null : "cluster(s) did not match the placement cluster affinity constraint";

    private static bool Matches(PlacementContext context, MemberCluster cluster)
    {
        if (context.Placement.Affinity is { } affinity)
        {
            return affinity.Matches(cluster);
        }

        if (context.Term is not { } term || term.Affinity.Matches(cluster))
        {
            return true;
        }

        // Only what consumes capacity can overflow.
        return context.Binding.IsWorkload && term.Overflow.Any(overflow => overflow.Matches(cluster));
    }
}
