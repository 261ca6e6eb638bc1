namespace Sampan.Fleet.Autoscaling;

/// <summary>Pods by what their metrics are worth: ready ones count, unready and missing ones are assumed, others left out.</summary>
internal sealed class PodGroups
{
    private static readonly TimeSpan CpuInitialization = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan InitialReadinessDelay = TimeSpan.FromSeconds(30);

    /// <summary>The metrics of ready pods, and of pods that are not the target's.</summary>
    public Dictionary<string, PodMetric> Metrics { get; private init; } = [];

    public int Ready { get; private set; }

    /// <summary>Pods that are still starting.</summary>
    public List<string> Unready { get; } = [];

    /// <summary>Pods without a metric.</summary>
    public List<string> Missing { get; } = [];

    public static PodGroups Of(IReadOnlyList<ScaledPod> pods, IReadOnlyDictionary<string, PodMetric> metrics, string resource, DateTimeOffset now)
    {
        var groups = new PodGroups { Metrics = new Dictionary<string, PodMetric>(metrics, StringComparer.Ordinal) };
        foreach (var pod in pods)
        {
            if (pod.Deleting || pod.Phase == "Failed")
            {
                groups.Metrics.Remove(pod.Name);
            }
            else if (pod.Phase != "Pending" && !metrics.ContainsKey(pod.Name))
            {
                groups.Missing.Add(pod.Name);
            }
            else if (pod.Phase == "Pending" || (resource == "cpu" && IsStarting(pod, metrics[pod.Name], now)))
            {
                groups.Metrics.Remove(pod.Name);
                groups.Unready.Add(pod.Name);
            }
            else
            {
                groups.Ready++;
            }
        }

        return groups;
    }

    // A starting process burns CPU that says nothing about its load.
    private static bool IsStarting(ScaledPod pod, PodMetric metric, DateTimeOffset now)
    {
        if (pod.Ready is null || pod.StartTime is not { } started)
        {
            return true;
        }

        return started + CpuInitialization > now
            ? pod.Ready == "False" || metric.Timestamp < pod.ReadySince + metric.Window
            : pod.Ready == "False" && started + InitialReadinessDelay > pod.ReadySince;
    }
}
