using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Refuses every node but the one that the pod names.</summary>
internal sealed class NodeName : IFilterPlugin
{
    private static readonly Verdict OtherNode = Verdict.Unresolvable(PluginNames.NodeName, "node(s) didn't match the requested node name");

    public string Name => PluginNames.NodeName;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) =>
        pod.NodeName.Length == 0 ? PreFilterResult.Skip : new PreFilterResult(new ByName(pod.NodeName));

    private sealed class ByName(string name) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node) => node.Name == name ? null : OtherNode;
    }
}
