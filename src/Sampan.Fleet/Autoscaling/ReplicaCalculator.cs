namespace Sampan.Fleet.Autoscaling;

/// <summary>
/// Kubernetes' horizontal autoscaling (as of 1.27) over the pods of all members. Results count the template's replicas:
/// pods on the members are divided by the calibration, the members' replicas per replica of the template.
/// </summary>
internal sealed class ReplicaCalculator(int currentReplicas, double calibration, IReadOnlyList<ScaledPod> pods, DateTimeOffset now)
{
    private const double Tolerance = 0.1;

    /// <summary>Replicas for a utilization, in percent of what pods request.</summary>
    public int ByUtilization(IReadOnlyDictionary<string, PodMetric> metrics, string resource, string container, int targetPercent)
    {
        var groups = Group(metrics, resource);
        var requests = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            // Pods of different members may have the same name; as upstream, the last one stands for all.
            requests[pod.Name] = pod.MilliRequest(resource, container);
        }

        return Calculate(
            groups,
            values => Utilization(values, requests, targetPercent),
            pod => requests[pod] * Math.Max(100, targetPercent) / 100);
    }

    /// <summary>Replicas for an average value by pod, in thousandths.</summary>
    public int ByAverage(IReadOnlyDictionary<string, PodMetric> metrics, string resource, long target) =>
        Calculate(Group(metrics, resource), values => Average(values, target), _ => target);

    /// <summary>Replicas for the value of one object's metric, in thousandths.</summary>
    public int ByObjectValue(long value, long target)
    {
        var ratio = (double)value / target;
        if (currentReplicas == 0)
        {
            return Ceiling(ratio);
        }

        if (Math.Abs(1.0 - ratio) <= Tolerance)
        {
            return currentReplicas;
        }

        RequirePods();
        return Ceiling(ratio * pods.Count(pod => pod is { Phase: "Running", Ready: "True" }) / calibration);
    }

    /// <summary>Replicas for one object's metric divided among pods, in thousandths. As upstream, it is calibrated twice.</summary>
    public int ByObjectAverage(long value, long target, int runningReplicas)
    {
        var replicas = runningReplicas;
        var ratio = value / ((double)target * replicas);
        if (Math.Abs(1.0 - ratio) > Tolerance)
        {
            replicas = Ceiling((double)value / target / calibration);
        }

        return Ceiling(replicas / calibration);
    }

    private PodGroups Group(IReadOnlyDictionary<string, PodMetric> metrics, string resource)
    {
        RequirePods();
        return PodGroups.Of(pods, metrics, resource, now);
    }

    private void RequirePods()
    {
        if (pods.Count == 0)
        {
            throw new MetricsException("no pods returned by selector while calculating replica count");
        }
    }

    // Missing pods are assumed to use what holds the change back: everything when scaling down, nothing when scaling up.
    private int Calculate(PodGroups groups, Func<Dictionary<string, long>, double> ratioOf, Func<string, long> fullUse)
    {
        if (groups.Metrics.Count == 0)
        {
            throw new MetricsException("did not receive metrics for any ready pods");
        }

        var values = groups.Metrics.ToDictionary(metric => metric.Key, metric => metric.Value.MilliValue, StringComparer.Ordinal);
        var ratio = ratioOf(values);
        var withUnready = groups.Unready.Count > 0 && ratio > 1.0;
        if (!withUnready && groups.Missing.Count == 0)
        {
            return Math.Abs(1.0 - ratio) <= Tolerance ? currentReplicas : Ceiling(ratio * groups.Ready / calibration);
        }

        foreach (var pod in ratio == 1.0 ? [] : groups.Missing)
        {
            values[pod] = ratio < 1.0 ? fullUse(pod) : 0;
        }

        foreach (var pod in withUnready ? groups.Unready : [])
        {
            values[pod] = 0;
        }

        var assumed = ratioOf(values);
        if (Math.Abs(1.0 - assumed) <= Tolerance || (ratio < 1.0 && assumed > 1.0) || (ratio > 1.0 && assumed < 1.0))
        {
            return currentReplicas;
        }

        var replicas = Ceiling(assumed * values.Count / calibration);
        var reverses = (assumed < 1.0 && replicas > currentReplicas) || (assumed > 1.0 && replicas < currentReplicas);
        return reverses ? currentReplicas : replicas;
    }

    private static double Utilization(Dictionary<string, long> values, Dictionary<string, long> requests, int targetPercent)
    {
        long used = 0, requested = 0;
        foreach (var (pod, value) in values)
        {
            if (requests.TryGetValue(pod, out var request))
            {
                used += value;
                requested += request;
            }
        }

        return requested == 0
            ? throw new MetricsException("no metrics returned matched known pods")
            : unchecked((int)(used * 100 / requested)) / (double)targetPercent;
    }

    private static double Average(Dictionary<string, long> values, long target) => values.Values.Sum() / values.Count / (double)target;

    // A result out of range is the smallest number, as the processors that upstream runs on convert it.
    private static int Ceiling(double replicas) => Math.Ceiling(replicas) is >= int.MinValue and <= int.MaxValue and var whole ? (int)whole : int.MinValue;
}
