using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Preemption;

namespace Sampan.Controllers.Scheduling;

/// <summary>Makes the room that preemption found: marks the victims, deletes them, and records it. The last one goes last, so that nobody takes the room too early.</summary>
internal sealed class VictimEviction(ICluster cluster, PodStatusWriter statuses, SchedulingEvents events)
{
    public async ValueTask EvictAsync(PreemptionCandidate candidate, PodInfo by, CancellationToken cancellationToken)
    {
        foreach (var victim in candidate.Victims)
        {
            if (!victim.IsTerminating)
            {
                await EvictAsync(victim, cancellationToken);
            }

            await events.PreemptedAsync(victim, by, candidate.NodeName, cancellationToken);
        }
    }

    private async ValueTask EvictAsync(PodInfo victim, CancellationToken cancellationToken)
    {
        try
        {
            await statuses.SetDisruptedAsync(victim.Id, victim.Uid, "PreemptionByScheduler", $"{victim.SchedulerName}: preempting to accommodate a higher priority pod", cancellationToken);
            await cluster.DeleteAsync(WellKnownTypes.Pods, victim.Id, new DeleteOptions { Uid = victim.Uid }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Somebody else was faster: the room is free all the same.
        }
    }
}
