using Sampan.Controllers.Workloads.ReplicaSets;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>How a changed number of replicas is shared between the ReplicaSets of a Deployment.</summary>
/// <remarks><c>scale</c> in <c>pkg/controller/deployment/sync.go</c> and <c>GetReplicaSetProportion</c>.</remarks>
internal static class ProportionalScaling
{
    /// <summary>The sets that change size.</summary>
    public static IReadOnlyList<Scaling> Scale(DeploymentState deployment, DeploymentSets sets)
    {
        if (ActiveOrLatest(sets) is { } only)
        {
            return [new Scaling(only, deployment.Replicas)];
        }

        if (IsSaturated(deployment, sets.New))
        {
            return [.. sets.Old.Where(set => set.Replicas > 0).Select(set => new Scaling(set, 0))];
        }

        return deployment.IsRecreate ? [] : Share(deployment, [.. sets.Active]);
    }

    /// <summary>Whether a set was last scaled for another number of replicas than is wanted now.</summary>
    public static bool IsNeeded(DeploymentState deployment, DeploymentSets sets) =>
        sets.Active.Any(set => set.AnnotatedNumber(Revisions.DesiredReplicas) is { } desired && desired != deployment.Replicas);

    private static ReplicaSetState? ActiveOrLatest(DeploymentSets sets)
    {
        var active = sets.Active.ToList();
        return active.Count switch
        {
            0 => sets.New ?? (sets.Old.Count > 0 ? sets.Old[^1] : null),
            1 => active[0],
            _ => null,
        };
    }

    private static bool IsSaturated(DeploymentState deployment, ReplicaSetState? set) =>
        set is { } @new
        && @new.Replicas == deployment.Replicas
        && @new.AnnotatedNumber(Revisions.DesiredReplicas) == deployment.Replicas
        && @new.AvailableReplicas == deployment.Replicas;

    private static List<Scaling> Share(DeploymentState deployment, List<ReplicaSetState> active)
    {
        var allowed = deployment.Replicas > 0 ? deployment.Replicas + deployment.MaxSurge : 0;
        var toAdd = allowed - active.Sum(set => set.Replicas);

        // Growth goes to the largest and newest first, shrinking to the largest and oldest.
        List<ReplicaSetState> ordered = toAdd > 0
            ? [.. active.OrderByDescending(set => set.Replicas).ThenByDescending(set => set.Object.Metadata.CreationTimestamp)]
            : [.. active.OrderByDescending(set => set.Replicas).ThenBy(set => set.Object.Metadata.CreationTimestamp)];
        List<Scaling> scalings = [];
        var added = 0;
        foreach (var set in ordered)
        {
            var part = toAdd == 0 ? 0 : Proportion(deployment, set, toAdd, added);
            scalings.Add(new Scaling(set, set.Replicas + part));
            added += part;
        }

        if (scalings.Count > 0)
        {
            scalings[0] = scalings[0] with { Replicas = Math.Max(0, scalings[0].Replicas + toAdd - added) };
        }

        return scalings;
    }

    private static int Proportion(DeploymentState deployment, ReplicaSetState set, int toAdd, int added)
    {
        if (set.Replicas == 0 || toAdd == added)
        {
            return 0;
        }

        var fraction = Fraction(deployment, set);
        return toAdd > 0 ? Math.Min(fraction, toAdd - added) : Math.Max(fraction, toAdd - added);
    }

    private static int Fraction(DeploymentState deployment, ReplicaSetState set)
    {
        if (deployment.Replicas == 0)
        {
            return -set.Replicas;
        }

        // Without the annotation, or with a broken one, the present total stands for the size before.
        var before = set.AnnotatedNumber(Revisions.MaxReplicas) is { } max and > 0 ? max : deployment.StatusReplicas;
        if (before == 0)
        {
            return 0;
        }

        var scaled = (double)set.Replicas * (deployment.Replicas + deployment.MaxSurge) / before;
        return (int)Math.Round(scaled, MidpointRounding.AwayFromZero) - set.Replicas;
    }
}
