using System.Globalization;
using System.Text.Json;

namespace Sampan.Fleet.Autoscaling;

/// <summary>All metrics of an autoscaler together: the largest proposal counts.</summary>
/// <param name="Replicas">The proposal, −1 where there is none.</param>
/// <param name="Metric">The metric that makes it.</param>
/// <param name="Error">What is wrong with metrics, or null.</param>
/// <param name="Active">The condition ScalingActive.</param>
internal sealed record MetricProposals(int Replicas, string Metric, string? Error, AutoscalingCondition Active)
{
    public static MetricProposals Of(IReadOnlyList<JsonElement> specs, MetricEvaluation evaluation, int currentReplicas)
    {
        MetricProposal best = default;
        List<InvalidMetricException> invalid = [];
        foreach (var spec in specs)
        {
            try
            {
                var proposal = evaluation.Evaluate(spec);
                best = best.Replicas == 0 || proposal.Replicas > best.Replicas ? proposal : best;
            }
            catch (InvalidMetricException exception)
            {
                invalid.Add(exception);
            }
        }

        var error = invalid.Count == 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"invalid metrics ({invalid.Count} invalid out of {specs.Count}), first error is: {invalid[0].Message}");

        // With a metric missing, scaling up is safe and scaling down is not.
        if (invalid.Count >= specs.Count || (invalid.Count > 0 && best.Replicas < currentReplicas))
        {
            var condition = invalid.Count == 0
                ? new AutoscalingCondition("ScalingActive", false, "", "")
                : new AutoscalingCondition("ScalingActive", false, invalid[0].Reason, $"the HPA was unable to compute the replica count: {invalid[0].Cause}");
            return new MetricProposals(-1, "", error, condition);
        }

        return new MetricProposals(
            best.Replicas,
            best.Metric,
            error,
            new AutoscalingCondition("ScalingActive", true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {best.Metric}"));
    }
}
