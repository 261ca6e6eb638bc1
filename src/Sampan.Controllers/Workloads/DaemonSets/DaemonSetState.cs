using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>The fields of a DaemonSet that its controller reads.</summary>
internal sealed class DaemonSetState(KubernetesObject @object)
{
    public KubernetesObject Object => @object;

    public bool UpdatesByItself => @object.Root.Member("spec", "updateStrategy")?.StringOrEmpty("type") != "OnDelete";

    public int MinReadySeconds => (int)((@object.Root.Member("spec") ?? default).Integer("minReadySeconds") ?? 0);

    public int RevisionHistoryLimit => (int)((@object.Root.Member("spec") ?? default).Integer("revisionHistoryLimit") ?? 10);

    /// <summary>Nodes that may lack a serving pod during a rollout; at least one, else it could not move.</summary>
    public int MaxUnavailable(int nodes) =>
        Math.Max(1, IntOrPercent.Resolve(@object.Root.Member("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), nodes, roundUp: true) ?? 1);
}
