using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Autoscaling;

/// <summary>How many replicas a metric asks for, and what was measured.</summary>
internal readonly record struct ReplicaProposal(int Replicas, UsageRatio Usage)
{
    /// <summary>
    /// Works out the number from the usage of pods (kubernetes/pkg/controller/podautoscaler/replica_calculator.go). Pods
    /// that are starting, or of which nothing is known, are taken to be such that less is scaled for them; where that
    /// turns the direction round, nothing is.
    /// </summary>
    /// <param name="current">How many replicas there shall be now.</param>
    /// <param name="pods">The pods that the target selects.</param>
    /// <param name="usages">What is known of their usage.</param>
    /// <param name="resource">The resource that is measured.</param>
    /// <param name="target">Makes the target, once it is known that there is anything to compare with it.</param>
    /// <param name="tolerances">How far from the target nothing is done.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="MetricFailure">No number can be worked out.</exception>
    public static ReplicaProposal Of(
        int current,
        IReadOnlyList<KubernetesObject> pods,
        IReadOnlyDictionary<string, PodUsage> usages,
        string resource,
        Func<IUsageTarget> target,
        Tolerances tolerances,
        DateTimeOffset now)
    {
        if (pods.Count == 0)
        {
            throw new MetricFailure("no pods returned by selector while calculating replica count");
        }

        var groups = PodGroups.Of(pods, usages, resource, now);
        var counted = usages
            .Where(usage => !groups.Ignored.Contains(usage.Key) && !groups.Unready.Contains(usage.Key))
            .ToDictionary(usage => usage.Key, usage => usage.Value.Milli, StringComparer.Ordinal);
        if (counted.Count == 0)
        {
            throw new MetricFailure("did not receive metrics for targeted pods (pods might be unready)");
        }

        var goal = target();
        var measured = goal.Compare(counted);
        var countsStarting = groups.Unready.Count > 0 && measured.Ratio > 1.0;
        if (!countsStarting && groups.Missing.Count == 0)
        {
            return new ReplicaProposal(tolerances.Contain(measured.Ratio) ? current : Ceiling(measured.Ratio * groups.Ready), measured);
        }

        Assume(counted, groups, goal, measured.Ratio);
        var assumed = goal.Compare(counted).Ratio;
        var replicas = Ceiling(assumed * counted.Count);
        var isTurned = (measured.Ratio < 1.0 && assumed > 1.0) || (measured.Ratio > 1.0 && assumed < 1.0)
            || (assumed < 1.0 && replicas > current) || (assumed > 1.0 && replicas < current);
        return new ReplicaProposal(tolerances.Contain(assumed) || isTurned ? current : replicas, measured);
    }

    private static void Assume(Dictionary<string, long> counted, PodGroups groups, IUsageTarget goal, double ratio)
    {
        if (ratio != 1.0)
        {
            foreach (var pod in groups.Missing)
            {
                counted[pod] = ratio < 1.0 ? goal.Assumed(pod) : 0;
            }
        }

        if (ratio > 1.0)
        {
            foreach (var pod in groups.Unready)
            {
                counted[pod] = 0;
            }
        }
    }

    private static int Ceiling(double replicas) => (int)Math.Min(int.MaxValue, Math.Ceiling(replicas));
}
