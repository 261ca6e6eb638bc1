using Sampan.Kubernetes.Objects;
using Sampan.Placement.Bindings;
using Sampan.Placement.Capacity;
using Sampan.Placement.Members;
using Sampan.Scheduling;
using Sampan.Scheduling.Estimation;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Fleet.Members;

/// <summary>
/// Answers how many replicas a member takes by scheduling them into a copy of it: with node affinity, taints, spreading,
/// ports and volumes, which totals do not show.
/// </summary>
/// <param name="engine">The engine that schedules pods on the members.</param>
/// <param name="snapshotOf">A member's snapshot by its name, or null where there is none; the estimator then has no answer.</param>
/// <param name="podOf">
/// The pod that one replica of an object is (a core/v1 Pod made of its template), or null where it is not known; the
/// binding's requirements then stand for it.
/// </param>
/// <param name="limit">After how many replicas to stop counting.</param>
public sealed class SimulatedCapacity(
    SchedulingEngine engine,
    Func<string, ClusterSnapshot?> snapshotOf,
    Func<ObjectReference, KubernetesObject?> podOf,
    int limit) : ICapacityEstimator
{
    /// <inheritdoc/>
    public int? MaxAvailableReplicas(MemberCluster cluster, PlacementBinding binding) =>
        snapshotOf(cluster.Name) is { } snapshot
            ? CapacityEstimator.HowManyFit(engine, PodInfo.Of(podOf(binding.Resource) ?? ReplicaPod.Of(binding)), snapshot, limit).Copies
            : null;
}
