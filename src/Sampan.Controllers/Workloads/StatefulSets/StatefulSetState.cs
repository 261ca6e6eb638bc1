using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.StatefulSets;

/// <summary>The fields of a StatefulSet that its controller reads.</summary>
internal sealed class StatefulSetState(KubernetesObject @object)
{
    public KubernetesObject Object => @object;

    public string Name => @object.Metadata.Name;

    public int Replicas { get; } = (int)((@object.Root.Member("spec") ?? default).Integer("replicas") ?? 1);

    /// <summary>The ordinal of the first pod.</summary>
    public int Start { get; } = (int)((@object.Root.Member("spec", "ordinals") ?? default).Integer("start") ?? 0);

    /// <summary>Whether pods come and go one by one, each when the one before is ready.</summary>
    public bool IsOrdered => Spec("podManagementPolicy") != "Parallel";

    public bool UpdatesByItself => @object.Root.Member("spec", "updateStrategy")?.StringOrEmpty("type") != "OnDelete";

    /// <summary>Pods with a lower ordinal keep the current revision.</summary>
    public int Partition => (int)((@object.Root.Member("spec", "updateStrategy", "rollingUpdate") ?? default).Integer("partition") ?? 0);

    public int MinReadySeconds => (int)((@object.Root.Member("spec") ?? default).Integer("minReadySeconds") ?? 0);

    public int RevisionHistoryLimit => (int)((@object.Root.Member("spec") ?? default).Integer("revisionHistoryLimit") ?? 10);

    public string ServiceName => Spec("serviceName") ?? "";

    public string CurrentRevision => @object.Root.Member("status")?.StringOrEmpty("currentRevision") ?? "";

    public IEnumerable<int> Ordinals => Enumerable.Range(Start, Replicas);

    /// <summary>The ordinal in the name of a pod of this set, or null.</summary>
    public int? OrdinalOf(string podName) =>
        podName.StartsWith(Name + "-", StringComparison.Ordinal) && int.TryParse(podName.AsSpan(Name.Length + 1), out var ordinal) && podName == $"{Name}-{ordinal}"
            ? ordinal
            : null;

    private string? Spec(string name) => @object.Root.Member("spec")?.String(name);
}
