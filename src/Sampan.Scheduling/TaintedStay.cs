using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling;

/// <summary>How long a pod may stay on a node with taints of the effect <c>NoExecute</c>.</summary>
public static class TaintedStay
{
    /// <summary>How long from the moment that the taints are there.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="node">Its node.</param>
    /// <returns>Zero where a taint is not tolerated, the shortest <c>tolerationSeconds</c> of those that tolerate one, and null for as long as it likes.</returns>
    /// <remarks><c>processPodOnNode</c> of <c>pkg/controller/tainteviction/taint_eviction.go</c>.</remarks>
    public static TimeSpan? Of(PodInfo pod, Node node)
    {
        long? shortest = null;
        foreach (var taint in node.Taints.Where(taint => taint.Effect == Taint.NoExecute))
        {
            if (pod.Tolerations.FirstOrDefault(toleration => toleration.Tolerates(taint)) is not { } tolerating)
            {
                return TimeSpan.Zero;
            }

            if (tolerating.Seconds is { } seconds)
            {
                shortest = Math.Min(shortest ?? long.MaxValue, Math.Max(seconds, 0));
            }
        }

        // A span that no clock can show is as good as for ever.
        return shortest is { } limit && limit <= TimeSpan.MaxValue.Ticks / TimeSpan.TicksPerSecond ? TimeSpan.FromSeconds(limit) : null;
    }
}
