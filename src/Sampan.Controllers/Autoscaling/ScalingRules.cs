using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Controllers.Autoscaling;

/// <summary>How many replicas may come or go within a period.</summary>
internal readonly record struct ScalingPolicy(bool IsPercent, int Value, TimeSpan Period);

/// <summary>One direction of an autoscaler's <c>spec.behavior</c>.</summary>
/// <param name="Window">How far back recommendations count.</param>
/// <param name="Select"><c>Max</c>, <c>Min</c> or <c>Disabled</c>: which policy decides.</param>
/// <param name="Policies">The policies.</param>
/// <param name="Tolerance">The tolerance of this direction; null: the default.</param>
internal sealed record ScalingRules(TimeSpan Window, string Select, IReadOnlyList<ScalingPolicy> Policies, double? Tolerance)
{
    /// <summary>Reads the rules; a window that is not given is the default one.</summary>
    public static ScalingRules Of(JsonElement? rules, TimeSpan window)
    {
        var json = rules ?? default;
        return new ScalingRules(
            json.Integer("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : window,
            json.String("selectPolicy") ?? "Max",
            [.. json.Items("policies").Select(Policy)],
            json.Member("tolerance") is { } tolerance ? Quantity.Parse(tolerance).ToDouble() : null);
    }

    private static ScalingPolicy Policy(JsonElement policy) => new(
        policy.StringOrEmpty("type") == "Percent",
        (int)(policy.Integer("value") ?? 0),
        TimeSpan.FromSeconds(policy.Integer("periodSeconds") ?? 0));
}
