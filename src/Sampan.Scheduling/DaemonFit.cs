using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling;

/// <summary>Whether a node is one that a DaemonSet wants a pod on: its selectors and taints only, for there is no choice of nodes.</summary>
public static class DaemonFit
{
    /// <summary>What a node is for a DaemonSet's pod.</summary>
    /// <param name="pod">A pod of the set's template, with the tolerations that daemons have.</param>
    /// <param name="node">The node.</param>
    /// <returns>Whether a pod shall be started there, and whether one that is there may stay.</returns>
    /// <remarks><c>NodeShouldRunDaemonPod</c> of <c>pkg/controller/daemon/daemon_controller.go</c>.</remarks>
    public static (bool ShouldRun, bool MayStay) Of(PodInfo pod, Node node)
    {
        if ((pod.NodeName.Length > 0 && pod.NodeName != node.Name) || !pod.MatchesNodeAffinity(node))
        {
            return (false, false);
        }

        var untolerated = node.Taints.Where(taint => taint.IsHard && !Toleration.AnyTolerates(pod.Tolerations, taint)).ToList();
        return (untolerated.Count == 0, untolerated.All(taint => taint.Effect != Taint.NoExecute));
    }
}
