namespace Sampan.Fleet.Autoscaling;

/// <summary>Holds back what metrics ask for: stabilization, rate limits, minimum and maximum.</summary>
/// <param name="minimum">The least replicas.</param>
/// <param name="maximum">The most replicas.</param>
/// <param name="now">The time.</param>
internal sealed class ReplicaNormalization(int minimum, int maximum, DateTimeOffset now)
{
    public static readonly TimeSpan DownscaleWindow = TimeSpan.FromMinutes(5);

    private const string Increasing = "the desired replica count is increasing faster than the maximum scale rate";
    private const string Decreasing = "the desired replica count is decreasing faster than the maximum scale rate";
    private const string Above = "the desired replica count is more than the maximum replica count";
    private const string Below = "the desired replica count is less than the minimum replica count";
    private const string Lowest = "recent recommendations were lower than current one, applying the lowest recent recommendation";
    private const string Highest = "recent recommendations were higher than current one, applying the highest recent recommendation";

    private readonly List<AutoscalingCondition> _conditions = [];

    /// <summary>The conditions AbleToScale and ScalingLimited that go with the result.</summary>
    public IReadOnlyList<AutoscalingCondition> Conditions => _conditions;

    /// <summary>Without a <c>behavior</c>: at most double at once, down only to the highest recommendation of five minutes.</summary>
    public int Normalize(int current, int desired, ScaleHistory history)
    {
        var recent = history.Recommendations.Where(recommendation => recommendation.Time > now - DownscaleWindow);
        var stabilized = recent.Select(recommendation => recommendation.Replicas).Append(desired).Max();
        AddAble(stabilized == desired, "ScaleDownStabilized", Highest);
        var rate = (int)Math.Max(2.0 * current, 4.0);
        return stabilized < minimum ? Limited(minimum, "TooFewReplicas", Below)
            : stabilized > Math.Min(rate, maximum) ? maximum > rate ? Limited(rate, "ScaleUpLimit", Increasing) : Limited(maximum, "TooManyReplicas", Above)
            : WithinRange(stabilized);
    }

    /// <summary>With a <c>behavior</c>.</summary>
    public int Normalize(int current, int desired, ScaleHistory history, ScalingRules up, ScalingRules down)
    {
        var lowest = Recent(history, up).Append(desired).Min();
        var highest = Recent(history, down).Append(desired).Max();
        var stabilized = Math.Min(Math.Max(current, lowest), highest);
        AddAble(
            stabilized == desired,
            desired >= current ? "ScaleUpStabilized" : "ScaleDownStabilized",
            desired >= current ? Lowest : Highest);
        return stabilized > current ? LimitUp(stabilized, Math.Max(ScaleRate.UpLimit(current, history, up, now), current))
            : stabilized < current ? LimitDown(stabilized, Math.Min(ScaleRate.DownLimit(current, history, down, now), current))
            : WithinRange(stabilized);
    }

    private int LimitUp(int desired, int rate) =>
        desired <= Math.Min(rate, maximum) ? WithinRange(desired)
        : maximum > rate ? Limited(rate, "ScaleUpLimit", Increasing)
        : Limited(maximum, "TooManyReplicas", Above);

    private int LimitDown(int desired, int rate) =>
        desired >= Math.Max(rate, minimum) ? WithinRange(desired)
        : minimum < rate ? Limited(rate, "ScaleDownLimit", Decreasing)
        : Limited(minimum, "TooFewReplicas", Below);

    private IEnumerable<int> Recent(ScaleHistory history, ScalingRules rules) => history.Recommendations
        .Where(recommendation => recommendation.Time > now - rules.Window)
        .Select(recommendation => recommendation.Replicas);

    private int WithinRange(int replicas)
    {
        _conditions.Add(new AutoscalingCondition("ScalingLimited", false, "DesiredWithinRange", "the desired count is within the acceptable range"));
        return replicas;
    }

    private int Limited(int replicas, string reason, string message)
    {
        _conditions.Add(new AutoscalingCondition("ScalingLimited", true, reason, message));
        return replicas;
    }

    private void AddAble(bool asDesired, string reason, string message) => _conditions.Add(asDesired
        ? new AutoscalingCondition("AbleToScale", true, "ReadyForNewScale", "recommended size matches current size")
        : new AutoscalingCondition("AbleToScale", true, reason, message));
}
