using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>
/// A filter that counted pods beforehand: what-if on one node (nominated pods, victims of preemption) works on a copy
/// that is told which pods come and go. Upstream's PreFilterExtensions.
/// </summary>
internal interface IPodTrackingFilter : INodeFilter
{
    /// <summary>A copy that changes by itself.</summary>
    IPodTrackingFilter Copy();

    /// <summary>Counts a pod on the node in (<paramref name="delta"/> 1) or out (-1).</summary>
    void Track(PodInfo pod, NodeInfo node, int delta);
}
