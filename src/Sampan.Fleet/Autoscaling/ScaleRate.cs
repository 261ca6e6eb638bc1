namespace Sampan.Fleet.Autoscaling;

/// <summary>How far the replicas may go now, by the rules and by what was changed already in each policy's period.</summary>
internal static class ScaleRate
{
    public static int UpLimit(int replicas, ScaleHistory history, ScalingRules rules, DateTimeOffset now) => Limit(
        replicas,
        rules,
        policy => policy.IsPercent
            ? (int)Math.Ceiling(AtStart(replicas, history, policy, now) * (1 + (policy.Value / 100.0)))
            : AtStart(replicas, history, policy, now) + policy.Value,
        mostIsMax: true);

    public static int DownLimit(int replicas, ScaleHistory history, ScalingRules rules, DateTimeOffset now) => Limit(
        replicas,
        rules,
        policy => policy.IsPercent
            ? (int)(AtStart(replicas, history, policy, now) * (1 - (policy.Value / 100.0)))
            : AtStart(replicas, history, policy, now) - policy.Value,
        mostIsMax: false);

    // Select Max means the most change: the largest limit upwards, the smallest downwards.
    private static int Limit(int replicas, ScalingRules rules, Func<ScalingPolicy, int> proposal, bool mostIsMax)
    {
        if (rules.Select == "Disabled")
        {
            return replicas;
        }

        var takesMax = mostIsMax == (rules.Select != "Min");
        var limit = takesMax ? int.MinValue : int.MaxValue;
        foreach (var policy in rules.Policies)
        {
            limit = takesMax ? Math.Max(limit, proposal(policy)) : Math.Min(limit, proposal(policy));
        }

        return limit;
    }

    private static int AtStart(int replicas, ScaleHistory history, ScalingPolicy policy, DateTimeOffset now) =>
        replicas - Changed(history.Ups, now - policy.Period) + Changed(history.Downs, now - policy.Period);

    private static int Changed(IReadOnlyList<ScaleEvent> events, DateTimeOffset since) =>
        events.Where(change => change.Time > since).Sum(change => change.Change);
}
