using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>The fields of a Deployment that its controller reads.</summary>
internal sealed class DeploymentState(KubernetesObject @object)
{
    /// <summary>A deadline of this many seconds means none (math.MaxInt32).</summary>
    private const long NoDeadline = int.MaxValue;

    private const int NoLimit = int.MaxValue;

    public KubernetesObject Object => @object;

    public string Name => @object.Metadata.Name;

    public int Replicas { get; } = (int)(Spec(@object, "replicas") ?? 1);

    public bool IsPaused => @object.Root.Member("spec")?.Boolean("paused") ?? false;

    public bool IsRecreate => @object.Root.Member("spec", "strategy")?.StringOrEmpty("type") == "Recreate";

    public int MinReadySeconds => (int)(Spec(@object, "minReadySeconds") ?? 0);

    /// <summary>Old ReplicaSets to keep; null for all of them.</summary>
    public int? RevisionHistoryLimit => Spec(@object, "revisionHistoryLimit") is { } limit and not NoLimit ? (int)limit : null;

    /// <summary>Time that a rollout may stand still before it is reported as failed; null for ever.</summary>
    public TimeSpan? ProgressDeadline => Spec(@object, "progressDeadlineSeconds") is { } seconds and not NoDeadline ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Pods above the desired number that a rollout may add.</summary>
    public int MaxSurge => IsRecreate ? 0 : Fenceposts().Surge;

    /// <summary>Pods below the desired number that a rollout may lack.</summary>
    public int MaxUnavailable => IsRecreate || Replicas == 0 ? 0 : Math.Min(Fenceposts().Unavailable, Replicas);

    public long? CollisionCount => @object.Root.Member("status")?.Integer("collisionCount");

    public int StatusReplicas => Status("replicas");

    public int StatusUpdatedReplicas => Status("updatedReplicas");

    public int StatusReadyReplicas => Status("readyReplicas");

    public int StatusAvailableReplicas => Status("availableReplicas");

    public IReadOnlyList<Condition> Conditions { get; } = Objects.Conditions.Of(@object);

    private int Status(string name) => (int)(@object.Root.Member("status")?.Integer(name) ?? 0);

    private static long? Spec(KubernetesObject @object, string name) => @object.Root.Member("spec")?.Integer(name);

    private (int Surge, int Unavailable) Fenceposts()
    {
        var rollingUpdate = @object.Root.Member("spec", "strategy", "rollingUpdate");
        var surge = IntOrPercent.Resolve(rollingUpdate?.Member("maxSurge"), Replicas, roundUp: true) ?? 0;
        var unavailable = IntOrPercent.Resolve(rollingUpdate?.Member("maxUnavailable"), Replicas, roundUp: false) ?? 0;

        // Both can round to zero, and then nothing could ever move.
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }
}
