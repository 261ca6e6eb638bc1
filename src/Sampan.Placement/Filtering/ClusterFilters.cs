using Sampan.Placement.Members;

namespace Sampan.Placement.Filtering;

/// <summary>
/// All filters. Upstream runs them in random order and reports the first that rejects; here all run, and the order,
/// from what the user asked for to what the cluster is like, decides which reason is counted in messages.
/// </summary>
internal static class ClusterFilters
{
    private static readonly IClusterFilter[] Filters =
    [
        new ClusterAffinityFilter(),
        new ApiEnablementFilter(),
        new ClusterEvictionFilter(),
        new SpreadConstraintFilter(),
        new TaintTolerationFilter(),
    ];

    /// <summary>Every rejection of the cluster; null where it is feasible.</summary>
    public static IReadOnlyList<Rejection>? Run(PlacementContext context, MemberCluster cluster)
    {
        List<Rejection>? rejections = null;
        foreach (var filter in Filters)
        {
            if (filter.Reject(context, cluster) is { } reason)
            {
                (rejections ??= new(1)).Add(new Rejection(filter.Name, reason));
            }
        }

        return rejections;
    }
}
