using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Autoscaling;

/// <summary>The limits in one direction (autoscaling/v2 HPAScalingRules), with Kubernetes' defaults for what is left out.</summary>
/// <param name="Window">How long recommendations are remembered.</param>
/// <param name="Select"><c>Max</c>, <c>Min</c> or <c>Disabled</c>.</param>
/// <param name="Policies">The policies.</param>
internal sealed record ScalingRules(TimeSpan Window, string Select, IReadOnlyList<ScalingPolicy> Policies)
{
    private static readonly TimeSpan DefaultPeriod = TimeSpan.FromSeconds(15);

    public TimeSpan LongestPeriod => Policies.Count == 0 ? TimeSpan.Zero : Policies.Max(policy => policy.Period);

    public static ScalingRules Up(JsonElement behavior) => Read(
        behavior.Member("scaleUp"),
        TimeSpan.Zero,
        [new ScalingPolicy(IsPercent: false, 4, DefaultPeriod), new ScalingPolicy(IsPercent: true, 100, DefaultPeriod)]);

    public static ScalingRules Down(JsonElement behavior, TimeSpan window) =>
        Read(behavior.Member("scaleDown"), window, [new ScalingPolicy(IsPercent: true, 100, DefaultPeriod)]);

    private static ScalingRules Read(JsonElement? rules, TimeSpan window, ScalingPolicy[] policies)
    {
        if (rules is not { } given)
        {
            return new ScalingRules(window, "Max", policies);
        }

        return new ScalingRules(
            given.Integer("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : window,
            given.String("selectPolicy") ?? "Max",
            given.Member("policies") is null
                ? policies
                :
                [
                    .. given.Items("policies").Select(policy => new ScalingPolicy(
                        policy.StringOrEmpty("type") == "Percent",
                        (int)(policy.Integer("value") ?? 0),
                        TimeSpan.FromSeconds(policy.Integer("periodSeconds") ?? 0))),
                ]);
    }
}
