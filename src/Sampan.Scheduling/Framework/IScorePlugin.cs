using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin that rates nodes: the extension points PreScore and Score.</summary>
internal interface IScorePlugin : IPlugin
{
    /// <summary>Looks at the pod and the nodes that it fits once; null if the plugin has no say about this pod.</summary>
    INodeScorer? PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes);
}
