using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin whose choice must be written down before a pod is bound: the extension point PreBind.</summary>
internal interface IPreBindPlugin : IPlugin
{
    /// <summary>What is to be done in the cluster, which the engine itself never touches.</summary>
    IEnumerable<VolumeStep> PreBind(PodInfo pod, NodeInfo node, ClusterSnapshot snapshot);
}
