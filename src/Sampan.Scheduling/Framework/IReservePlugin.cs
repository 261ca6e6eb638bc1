using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin that takes something besides room on the node: the extension point Reserve.</summary>
internal interface IReservePlugin : IPlugin
{
    /// <summary>The cluster with what the pod needs on the node taken.</summary>
    ClusterSnapshot Reserve(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot);
}
