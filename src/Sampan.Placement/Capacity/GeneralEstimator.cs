using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Placement.Capacity;

/// <summary>
/// Karmada's general estimator: from the totals that a cluster reports (<c>status.resourceSummary</c>) or, where it
/// has resource models, from the number of nodes of each grade.
/// </summary>
public sealed class GeneralEstimator : ICapacityEstimator
{
    /// <summary>The estimator; it has no state.</summary>
    public static readonly GeneralEstimator Instance = new();

    private GeneralEstimator()
    {
    }

    /// <inheritdoc/>
    public int? MaxAvailableReplicas(MemberCluster cluster, PlacementBinding binding)
    {
        if (cluster.ResourceSummary is not { AvailablePods: > 0 } summary)
        {
            return 0;
        }

        if (binding.Requirements is not { } requirements)
        {
            return unchecked((int)summary.AvailablePods);
        }

        var byResources = ModelledNodes.MaxReplicas(cluster, requirements) ?? MaxReplicas(summary, requirements);
        return unchecked((int)Math.Min(summary.AvailablePods, byResources));
    }

    private static long MaxReplicas(ResourceSummary summary, ReplicaRequirements requirements)
    {
        var replicas = long.MaxValue;
        foreach (var (resource, request) in requirements.Requests)
        {
            if (request.Value <= 0)
            {
                continue;
            }

            if (!summary.Available.TryGetValue(resource, out var available) || available.Value <= 0)
            {
                return 0;
            }

            replicas = Math.Min(replicas, available.In(resource) / request.In(resource));
        }

        return replicas;
    }
}
