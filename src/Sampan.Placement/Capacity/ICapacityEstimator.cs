using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Placement.Capacity;

/// <summary>Answers how many more replicas a cluster holds. Several may be asked; the smallest answer counts.</summary>
public interface ICapacityEstimator
{
    /// <summary>
    /// The number of the binding's replicas that the cluster can take beside what it runs, or null where the estimator
    /// cannot tell.
    /// </summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="binding">The binding; <see cref="PlacementBinding.Requirements"/> says what one replica needs.</param>
    int? MaxAvailableReplicas(MemberCluster cluster, PlacementBinding binding);
}
