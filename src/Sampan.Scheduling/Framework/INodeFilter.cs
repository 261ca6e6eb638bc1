using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>A plugin's filter for one pod.</summary>
internal interface INodeFilter
{
    /// <summary>Why the pod cannot run on the node, or null if it can.</summary>
    Verdict? Filter(NodeInfo node);
}
