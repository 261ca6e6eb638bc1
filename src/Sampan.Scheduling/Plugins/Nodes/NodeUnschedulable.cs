using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Refuses cordoned nodes, unless the pod tolerates the taint that stands for it.</summary>
internal sealed class NodeUnschedulable : IFilterPlugin, INodeFilter
{
    private static readonly Verdict Cordoned = Verdict.Unresolvable(PluginNames.NodeUnschedulable, "node(s) were unschedulable");

    public string Name => PluginNames.NodeUnschedulable;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) =>
        Toleration.AnyTolerates(pod.Tolerations, Taint.Unschedulable) ? PreFilterResult.Skip : new PreFilterResult(this);

    public Verdict? Filter(NodeInfo node) => node.Node.IsUnschedulable ? Cordoned : null;
}
