using System.Text.Json;
using Sampan.Fleet.Autoscaling;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>What a FederatedHPA decides.</summary>
internal sealed class FhpaArea : IConformanceArea
{
    public string Name => "fleet-fhpa";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "fhpa.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var got = FederatedAutoscaler.Decide(
            new AutoscalingInput
            {
                Autoscaler = FleetCases.Object(@case.GetProperty("federatedHPA")),
                TemplateReplicas = (int)@case.Integer("templateReplicas")!,
                MembersSpecReplicas = (int)@case.Integer("membersSpecReplicas")!,
                MembersStatusReplicas = (int)@case.Integer("membersStatusReplicas")!,
                Pods = [.. @case.Items("pods").Select(FhpaPods.Read)],
                Metrics = new FhpaMetrics(@case),
                History = new ScaleHistory
                {
                    Recommendations = [.. @case.Items("recommendations").Select(entry => new Recommendation((int)(entry.Integer("recommendation") ?? 0), Ago(entry)))],
                    Ups = [.. @case.Items("scaleUpEvents").Select(Event)],
                    Downs = [.. @case.Items("scaleDownEvents").Select(Event)],
                },
            },
            FixedTime.Instance);
        var expect = @case.GetProperty("expect");
        return Differ("branch", expect.String("branch"), got.Branch.ToString())
            ?? Differ("metricProposal", expect.Integer("metricProposal"), got.MetricProposal)
            ?? Differ("metricName", expect.String("metricName") ?? "", got.MetricName)
            ?? Differ("metricsError", expect.String("metricsError") is null, got.MetricsError is null)
            ?? Differ("desiredReplicas", expect.Integer("desiredReplicas"), got.DesiredReplicas)
            ?? Differ("rescale", expect.Boolean("rescale"), got.Rescale)
            ?? (expect.String("branch") == "Metrics" ? CompareConditions(expect, got) : null);
    }

    private static string? CompareConditions(JsonElement expect, AutoscalingDecision got) => Differ(
        "conditions",
        string.Join("; ", expect.Items("conditions").Select(condition => Condition(
            condition.StringOrEmpty("type"),
            condition.String("status") == "True",
            condition.StringOrEmpty("reason"),
            condition.StringOrEmpty("message"))).Order(StringComparer.Ordinal)),
        string.Join("; ", got.Conditions.Select(condition => Condition(
            condition.Type,
            condition.Status,
            condition.Reason,
            condition.Message)).Order(StringComparer.Ordinal)));

    // The text of an error is information: a case without metrics may stand for an answer that is empty or for none.
    private static string Condition(string type, bool status, string reason, string message) =>
        type == "ScalingActive" && !status ? $"{type} {status} {reason}" : $"{type} {status} {reason} {message}";

    private static ScaleEvent Event(JsonElement entry) => new((int)(entry.Integer("change") ?? 0), Ago(entry));

    private static DateTimeOffset Ago(JsonElement entry) => FixedTime.Instance.GetUtcNow().AddSeconds(-(entry.Integer("secondsAgo") ?? 0));

    private static string? Differ<T>(string what, T expected, T got) =>
        EqualityComparer<T>.Default.Equals(expected, got) ? null : $"{what}: expected {expected}, got {got}";
}
