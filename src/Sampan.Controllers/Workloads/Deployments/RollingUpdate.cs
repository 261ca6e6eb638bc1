using Sampan.Controllers.Workloads.ReplicaSets;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>How many pods each ReplicaSet gets next while a Deployment moves from old templates to the new one.</summary>
/// <remarks>
/// <c>pkg/controller/deployment/rolling.go</c>: the new set grows while the total stays within replicas + maxSurge; old ones
/// shrink while replicas - maxUnavailable can serve, pods that do not serve first.
/// </remarks>
internal static class RollingUpdate
{
    /// <summary>The size of the new set after the next step.</summary>
    public static int NewSetReplicas(DeploymentState deployment, int total, int current)
    {
        if (deployment.IsRecreate)
        {
            return deployment.Replicas;
        }

        var room = deployment.Replicas + deployment.MaxSurge - total;
        return room <= 0 ? current : current + Math.Min(room, deployment.Replicas - current);
    }

    /// <summary>The next size of the new set where it differs, else null.</summary>
    public static Scaling? ScaleNew(DeploymentState deployment, DeploymentSets sets)
    {
        var set = sets.New!.Value;
        var replicas = set.Replicas > deployment.Replicas ? deployment.Replicas
            : set.Replicas == deployment.Replicas ? set.Replicas
            : NewSetReplicas(deployment, sets.TotalReplicas, set.Replicas);
        return replicas == set.Replicas ? null : new Scaling(set, replicas);
    }

    /// <summary>The old sets that can shrink now, and to what.</summary>
    public static IReadOnlyList<Scaling> ScaleOld(DeploymentState deployment, DeploymentSets sets)
    {
        var minAvailable = deployment.Replicas - deployment.MaxUnavailable;
        var newUnavailable = sets.New!.Value.Replicas - sets.New.Value.AvailableReplicas;
        var removable = sets.TotalReplicas - minAvailable - newUnavailable;
        if (removable <= 0)
        {
            return [];
        }

        var sizes = sets.Old.Select(set => set.Replicas).ToArray();
        RemoveUnhealthy(sets.Old, sizes, removable);
        RemoveAvailable(sizes, sets.StayingAvailableReplicas - minAvailable);
        return [.. sets.Old.Select((set, i) => new Scaling(set, sizes[i])).Where(scaling => scaling.Replicas != scaling.Set.Replicas)];
    }

    private static void RemoveUnhealthy(IReadOnlyList<ReplicaSetState> old, int[] sizes, int removable)
    {
        for (var i = 0; i < sizes.Length && removable > 0; i++)
        {
            var removed = Math.Min(removable, Math.Max(0, old[i].Replicas - old[i].AvailableReplicas));
            sizes[i] -= removed;
            removable -= removed;
        }
    }

    private static void RemoveAvailable(int[] sizes, int surplus)
    {
        for (var i = 0; i < sizes.Length && surplus > 0; i++)
        {
            var removed = Math.Min(surplus, sizes[i]);
            sizes[i] -= removed;
            surplus -= removed;
        }
    }
}
