namespace Sampan.Controllers.Autoscaling;

/// <summary>How many replicas there shall be, and what the conditions say of it.</summary>
/// <param name="Replicas">The number.</param>
/// <param name="Able">The reason and the message of AbleToScale.</param>
/// <param name="IsLimited">Whether ScalingLimited is true.</param>
/// <param name="Limit">The reason and the message of ScalingLimited.</param>
internal readonly record struct ReplicaDecision(int Replicas, (string Reason, string Message) Able, bool IsLimited, (string Reason, string Message) Limit)
{
    private static readonly (string, string) Ready = ("ReadyForNewScale", "recommended size matches current size");
    private static readonly (string, string) UpStabilized = ("ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation");
    private static readonly (string, string) DownStabilized = ("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");
    private static readonly (string, string) Within = ("DesiredWithinRange", "the desired count is within the acceptable range");
    private static readonly (string, string) TooMany = ("TooManyReplicas", "the desired replica count is more than the maximum replica count");
    private static readonly (string, string) TooFew = ("TooFewReplicas", "the desired replica count is less than the minimum replica count");
    private static readonly (string, string) TooFastUp = ("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate");
    private static readonly (string, string) TooFastDown = ("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate");

    /// <summary>Decides on what the metrics ask for, within the autoscaler's limits, and remembers it.</summary>
    public static ReplicaDecision Of(AutoscalerState autoscaler, ScalingMemory memory, int current, int asked, DateTimeOffset now) =>
        autoscaler.HasBehavior ? ByBehavior(autoscaler, memory, current, asked, now) : ByDefault(autoscaler, memory, current, asked, now);

    private static ReplicaDecision ByDefault(AutoscalerState autoscaler, ScalingMemory memory, int current, int asked, DateTimeOffset now)
    {
        var recent = memory.Recommendations.Where(recommendation => recommendation.Time >= now - AutoscalerState.DownscaleWindow).Select(recommendation => recommendation.Replicas);
        var stabilized = recent.Append(asked).Max();
        memory.Recommend(asked, now);

        // No more than doubled at once, but four at least.
        var fastest = Math.Max(2 * current, 4);
        var (most, limit) = autoscaler.MaxReplicas > fastest ? (fastest, TooFastUp) : (autoscaler.MaxReplicas, TooMany);
        var able = stabilized == asked ? Ready : DownStabilized;
        return stabilized < autoscaler.MinReplicas ? new ReplicaDecision(autoscaler.MinReplicas, able, true, TooFew)
            : stabilized > most ? new ReplicaDecision(most, able, true, limit)
            : new ReplicaDecision(stabilized, able, false, Within);
    }

    private static ReplicaDecision ByBehavior(AutoscalerState autoscaler, ScalingMemory memory, int current, int asked, DateTimeOffset now)
    {
        var (up, down) = (autoscaler.ScaleUp, autoscaler.ScaleDown);
        var least = Since(up.Window).Append(asked).Min();
        var most = Since(down.Window).Append(asked).Max();
        var stabilized = Math.Min(Math.Max(current, least), most);
        memory.Recommend(asked, now);
        var able = stabilized == asked ? Ready : asked >= current ? UpStabilized : DownStabilized;
        var (replicas, limit) = stabilized > current ? Rise(autoscaler.MaxReplicas, UpLimit(up, memory, current, now), stabilized)
            : stabilized < current ? Fall(autoscaler.MinReplicas, DownLimit(down, memory, current, now), stabilized)
            : (stabilized, Within);
        return new ReplicaDecision(replicas, able, replicas != stabilized, limit);

        IEnumerable<int> Since(TimeSpan window) =>
            memory.Recommendations.Where(recommendation => recommendation.Time > now - window).Select(recommendation => recommendation.Replicas);
    }

    private static (int Replicas, (string, string) Limit) Rise(int maximum, int fastest, int asked)
    {
        var (most, limit) = maximum > fastest ? (fastest, TooFastUp) : (maximum, TooMany);
        return asked > most ? (most, limit) : (asked, Within);
    }

    private static (int Replicas, (string, string) Limit) Fall(int minimum, int fastest, int asked)
    {
        var (least, limit) = minimum < fastest ? (fastest, TooFastDown) : (minimum, TooFew);
        return asked < least ? (least, limit) : (asked, Within);
    }

    private static int UpLimit(ScalingRules rules, ScalingMemory memory, int current, DateTimeOffset now)
    {
        if (rules.Select == "Disabled" || rules.Policies.Count == 0)
        {
            return current;
        }

        var proposals = rules.Policies.Select(policy =>
        {
            var start = memory.AtStartOf(policy.Period, current, now);

            // Rounded up: a share of few must still let one come.
            return policy.IsPercent ? (int)Math.Ceiling(start * (1 + (policy.Value / 100.0))) : start + policy.Value;
        });
        return Math.Max(current, rules.Select == "Min" ? proposals.Min() : proposals.Max());
    }

    private static int DownLimit(ScalingRules rules, ScalingMemory memory, int current, DateTimeOffset now)
    {
        if (rules.Select == "Disabled" || rules.Policies.Count == 0)
        {
            return current;
        }

        var proposals = rules.Policies.Select(policy =>
        {
            var start = memory.AtStartOf(policy.Period, current, now);
            return policy.IsPercent ? (int)(start * (1 - (policy.Value / 100.0))) : start - policy.Value;
        });
        return Math.Min(current, rules.Select == "Min" ? proposals.Max() : proposals.Min());
    }
}
