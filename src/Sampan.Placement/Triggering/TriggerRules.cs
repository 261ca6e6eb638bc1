using Sampan.Placement.Bindings;
using Sampan.Placement.Members;
using Sampan.Placement.Policies;

namespace Sampan.Placement.Triggering;

/// <summary>Decides whether a binding has to be scheduled.</summary>
internal static class TriggerRules
{
    private const string DefaultScheduler = "default-scheduler";

    public static PlacementTrigger Evaluate(PlacementBinding binding, PlacementSpec placement, IReadOnlyList<MemberCluster> clusters, string schedulerName)
    {
        var wanted = binding.SchedulerName.Length == 0 ? DefaultScheduler : binding.SchedulerName;
        return wanted != schedulerName || binding.Suspended || !binding.Managed ? PlacementTrigger.Ignored
            : placement.Applied.DiffersFrom(binding.AppliedPlacement, binding.ObservedAffinity) ? PlacementTrigger.PlacementChanged
            : ReplicasChanged(binding, placement) ? PlacementTrigger.ReplicasChanged
            : binding.RescheduleRequired ? PlacementTrigger.RescheduleTriggered
            : placement.Duplicated || !binding.IsWorkload ? PlacementTrigger.DuplicatedOrNonWorkload
            : clusters.Any(cluster => cluster.Deleting && binding.Targets(cluster.Name)) ? PlacementTrigger.TargetClusterTerminating
            : PlacementTrigger.None;
    }

    private static bool ReplicasChanged(PlacementBinding binding, PlacementSpec placement) => placement.ReplicaScheduling switch
    {
        { Duplicated: true } => binding.Clusters.Any(cluster => cluster.Replicas != binding.Replicas),
        { Divided: true } => binding.Clusters.Sum(cluster => (long)cluster.Replicas) != binding.Replicas,
        _ => false,
    };
}
