namespace Sampan.Controllers.Autoscaling;

/// <summary>Usage against its target.</summary>
/// <param name="Ratio">Usage divided by target.</param>
/// <param name="Average">What a pod uses on the average, in thousandths.</param>
/// <param name="Utilization">The same in percent of what is requested; null where the target is no share.</param>
internal readonly record struct UsageRatio(double Ratio, long Average, int? Utilization);

/// <summary>What the pods of an autoscaler shall use.</summary>
internal interface IUsageTarget
{
    /// <summary>Compares usages, in thousandths by pod, with the target.</summary>
    UsageRatio Compare(IReadOnlyDictionary<string, long> usages);

    /// <summary>What a pod of which nothing is known is taken to use, lest too much is scaled down.</summary>
    long Assumed(string pod);
}

/// <summary>A share of what pods request, in percent.</summary>
internal sealed class UtilizationTarget(IReadOnlyDictionary<string, long> requests, int percent) : IUsageTarget
{
    public UsageRatio Compare(IReadOnlyDictionary<string, long> usages)
    {
        long used = 0, requested = 0;
        var count = 0;
        foreach (var (pod, usage) in usages)
        {
            if (requests.TryGetValue(pod, out var request))
            {
                used += usage;
                requested += request;
                count++;
            }
        }

        if (requested == 0)
        {
            throw new MetricFailure("no metrics returned matched known pods");
        }

        var utilization = (int)(used * 100 / requested);
        return new UsageRatio((double)utilization / percent, used / count, utilization);
    }

    public long Assumed(string pod) => requests[pod] * Math.Max(100, percent) / 100;
}

/// <summary>An amount for each pod, in thousandths.</summary>
internal sealed class AverageTarget(long milli) : IUsageTarget
{
    public UsageRatio Compare(IReadOnlyDictionary<string, long> usages)
    {
        var average = usages.Values.Sum() / usages.Count;
        return new UsageRatio((double)average / milli, average, null);
    }

    public long Assumed(string pod) => milli;
}
