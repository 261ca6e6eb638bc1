using Sampan.Kubernetes.Objects;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>A node and the pods of one DaemonSet on it.</summary>
internal sealed record DaemonNode(string Name, bool ShouldRun, bool MayStay, IReadOnlyList<KubernetesObject> Pods);

/// <summary>The nodes of a cluster as one DaemonSet sees them.</summary>
/// <param name="All">Every node.</param>
/// <param name="Strays">Pods whose node is gone.</param>
internal sealed record DaemonNodes(IReadOnlyList<DaemonNode> All, IReadOnlyList<KubernetesObject> Strays)
{
    /// <summary>Nodes that shall have a pod.</summary>
    public int Desired => All.Count(node => node.ShouldRun);

    public static DaemonNodes Of(KubernetesObject set, IReadOnlyList<KubernetesObject> nodes, IEnumerable<KubernetesObject> pods)
    {
        var pod = PodInfo.Of(KubernetesObject.From(DaemonPods.Template(set)));
        var byNode = pods.ToLookup(DaemonPods.NodeOf, StringComparer.Ordinal);
        List<DaemonNode> all = [];
        foreach (var node in nodes)
        {
            var (shouldRun, mayStay) = DaemonFit.Of(pod, Node.Of(node));
            all.Add(new DaemonNode(node.Metadata.Name, shouldRun, mayStay, [.. byNode[node.Metadata.Name]]));
        }

        var known = all.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        return new DaemonNodes(all, [.. byNode.Where(group => !known.Contains(group.Key)).SelectMany(group => group)]);
    }
}
