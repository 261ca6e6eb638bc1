using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Placement.Capacity;

/// <summary>Joins the estimators' answers for one binding.</summary>
internal static class ClusterCapacity
{
    /// <summary>The replicas that the cluster can take in addition: the smallest of the estimators' answers.</summary>
    public static int Allocatable(PlacementBinding binding, MemberCluster cluster, IReadOnlyList<ICapacityEstimator> estimators)
    {
        if (binding.Replicas == 0 && binding.Components == 0)
        {
            return int.MaxValue;
        }

        var replicas = int.MaxValue;
        foreach (var estimator in estimators)
        {
            replicas = Math.Min(replicas, estimator.MaxAvailableReplicas(cluster, binding) ?? int.MaxValue);
        }

        // Boundless means that nothing limits the binding here, and keeps sums within range.
        return replicas == int.MaxValue ? binding.Replicas : replicas;
    }
}
