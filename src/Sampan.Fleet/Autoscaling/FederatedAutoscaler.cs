using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Autoscaling;

/// <summary>
/// Karmada's FederatedHPA: Kubernetes' horizontal autoscaling over the pods of all members, which scales the template;
/// how its replicas are shared out is placement's business.
/// </summary>
public static class FederatedAutoscaler
{
    /// <summary>Decides.</summary>
    /// <param name="input">What to decide on.</param>
    /// <param name="time">The clock.</param>
    public static AutoscalingDecision Decide(AutoscalingInput input, TimeProvider time)
    {
        var spec = input.Autoscaler.Root.Member("spec") ?? default;
        var (minimum, maximum) = ((int)(spec.Integer("minReplicas") ?? 1), (int)(spec.Integer("maxReplicas") ?? 0));
        var current = input.TemplateReplicas;
        var now = time.GetUtcNow();
        if (input.MembersSpecReplicas == 0 && minimum != 0)
        {
            return new AutoscalingDecision
            {
                Branch = AutoscalingBranch.ScalingDisabled,
                DesiredReplicas = current,
                Rescale = false,
                Conditions = [new AutoscalingCondition("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero")],
                History = input.History,
            };
        }

        return current > maximum ? Bound(AutoscalingBranch.AboveMax, maximum, input, spec, now)
            : current < minimum ? Bound(AutoscalingBranch.BelowMin, minimum, input, spec, now)
            : ByMetrics(input, spec, minimum, maximum, now);
    }

    private static AutoscalingDecision Bound(AutoscalingBranch branch, int replicas, AutoscalingInput input, JsonElement spec, DateTimeOffset now) => new()
    {
        Branch = branch,
        DesiredReplicas = replicas,
        Rescale = true,
        History = Remember(input.History, spec, replicas - input.TemplateReplicas, now),
    };

    private static AutoscalingDecision ByMetrics(AutoscalingInput input, JsonElement spec, int minimum, int maximum, DateTimeOffset now)
    {
        var current = input.TemplateReplicas;
        var calculator = new ReplicaCalculator(
            current,
            (double)input.MembersSpecReplicas / current,
            [.. input.Pods.Select(ScaledPod.Of)],
            now);
        var evaluation = new MetricEvaluation(calculator, input.Metrics, input.MembersStatusReplicas);
        var proposals = MetricProposals.Of([.. spec.Items("metrics")], evaluation, current);
        if (proposals.Replicas == -1 && proposals.Error is not null)
        {
            return new AutoscalingDecision
            {
                Branch = AutoscalingBranch.Metrics,
                DesiredReplicas = current,
                Rescale = false,
                MetricProposal = -1,
                MetricsError = proposals.Error,
                Conditions = [proposals.Active],
                History = input.History,
            };
        }

        var history = input.History.Recommendations.Count == 0
            ? input.History with { Recommendations = [new Recommendation(current, now)] }
            : input.History;
        var asked = Math.Max(0, proposals.Replicas);
        var normalization = new ReplicaNormalization(minimum, maximum, now);
        int desired;
        var window = ReplicaNormalization.DownscaleWindow;
        if (spec.Member("behavior") is { } behavior)
        {
            var (up, down) = (ScalingRules.Up(behavior), ScalingRules.Down(behavior, window));
            desired = normalization.Normalize(current, asked, history, up, down);
            window = up.Window > down.Window ? up.Window : down.Window;
        }
        else
        {
            desired = normalization.Normalize(current, asked, history);
        }

        history = history.With(new Recommendation(asked, now), now - window);
        return new AutoscalingDecision
        {
            Branch = AutoscalingBranch.Metrics,
            DesiredReplicas = desired,
            Rescale = desired != current,
            MetricProposal = proposals.Replicas,
            MetricName = proposals.Metric,
            MetricsError = proposals.Error,
            Conditions = [proposals.Active, .. normalization.Conditions],
            History = desired == current ? history : Remember(history, spec, desired - current, now),
        };
    }

    // Only a behavior limits rates, and so needs to know what was changed.
    private static ScaleHistory Remember(ScaleHistory history, JsonElement spec, int change, DateTimeOffset now)
    {
        if (spec.Member("behavior") is not { } behavior)
        {
            return history;
        }

        var rules = change > 0 ? ScalingRules.Up(behavior) : ScalingRules.Down(behavior, ReplicaNormalization.DownscaleWindow);
        return history.WithChange(change, now, now - rules.LongestPeriod);
    }
}
