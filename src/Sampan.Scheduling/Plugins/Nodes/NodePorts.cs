using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Refuses nodes where a port that the pod takes is taken.</summary>
internal sealed class NodePorts : IFilterPlugin
{
    private static readonly Verdict Taken = Verdict.Unschedulable(PluginNames.NodePorts, "node(s) didn't have free ports for the requested pod ports");

    public string Name => PluginNames.NodePorts;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot) =>
        pod.HostPorts.IsEmpty ? PreFilterResult.Skip : new PreFilterResult(new FreePorts(pod.HostPorts));

    private sealed class FreePorts(ImmutableArray<HostPort> wanted) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node)
        {
            foreach (var used in node.UsedPorts)
            {
                foreach (var port in wanted)
                {
                    if (port.ConflictsWith(used))
                    {
                        return Taken;
                    }
                }
            }

            return null;
        }
    }
}
