using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.ReplicaSets;

/// <summary>The fields of a ReplicaSet, and of a ReplicationController, that controllers read.</summary>
internal readonly record struct ReplicaSetState(KubernetesObject Object)
{
    public string Name => Object.Metadata.Name;

    /// <summary>The desired number of pods.</summary>
    public int Replicas => (int)(Object.Root.Member("spec")?.Integer("replicas") ?? 1);

    public int MinReadySeconds => (int)(Object.Root.Member("spec")?.Integer("minReadySeconds") ?? 0);

    /// <summary>The number of pods there are.</summary>
    public int ActualReplicas => Status("replicas");

    public int ReadyReplicas => Status("readyReplicas");

    public int AvailableReplicas => Status("availableReplicas");

    public int TerminatingReplicas => Status("terminatingReplicas");

    public long ObservedGeneration => Object.Root.Member("status")?.Integer("observedGeneration") ?? 0;

    /// <summary>An annotation's number; null where absent or no number.</summary>
    public int? AnnotatedNumber(string annotation) =>
        Object.Metadata.Annotations.TryGetValue(annotation, out var text) && int.TryParse(text, out var number) ? number : null;

    private int Status(string name) => (int)(Object.Root.Member("status")?.Integer(name) ?? 0);
}
