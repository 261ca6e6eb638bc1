namespace Sampan.Planning;

/// <summary>The answer to: what will happen? Made of snapshots, writing nothing.</summary>
/// <param name="Clusters">What would change, cluster by cluster: the hub and single clusters first, then members.</param>
/// <param name="Workloads">Where each workload would run, in apply order.</param>
/// <param name="Warnings">What the plan could not see, and why.</param>
public sealed record FleetPlan(IReadOnlyList<ClusterPlan> Clusters, IReadOnlyList<WorkloadPlan> Workloads, IReadOnlyList<string> Warnings)
{
    /// <summary>Whether applying would change anything.</summary>
    public bool HasChanges => Clusters.Any(cluster => cluster.Changes.Any(change => change.Kind != ChangeKind.Unchanged));

    /// <summary>The number of pods that no node would take.</summary>
    public int PendingPods => Workloads.Sum(workload => workload.Targets.Sum(target => target.Pods.Count(pod => pod.Node is null)));
}
