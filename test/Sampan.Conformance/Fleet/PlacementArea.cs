using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement;
using Sampan.Placement.Bindings;
using Sampan.Placement.Members;

namespace Sampan.Conformance.Fleet;

/// <summary>Karmada's scheduler: trigger, every attempt with its intermediate results, and the binding afterwards.</summary>
internal sealed class PlacementArea : IConformanceArea
{
    public string Name => "fleet-placement";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "placement.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var binding = FleetCases.Object(@case.Member("binding")!.Value);
        var expect = @case.Member("expect")!.Value;
        var options = new PlacementOptions
        {
            EnableEmptyWorkloadPropagation = @case.Member("options")?.Boolean("enableEmptyWorkloadPropagation") ?? false,
        };
        var result = PlacementEngine.Place(
            PlacementBinding.Of(binding),
            [.. FleetCases.Objects(@case, "clusters").Select(MemberCluster.Of)],
            options);
        var attempts = expect.Items("attempts").ToList();
        if (result.Trigger.ToString() != expect.StringOrEmpty("trigger"))
        {
            return $"trigger: expected {expect.StringOrEmpty("trigger")}, got {result.Trigger}";
        }

        if (attempts.Count != result.Attempts.Count)
        {
            return $"attempts: expected {attempts.Count}, got {result.Attempts.Count}";
        }

        return attempts.Select((attempt, i) => CompareAttempt(attempt, result.Attempts[i])).FirstOrDefault(difference => difference is not null)
            ?? CompareOutcome(expect.Member("outcome"), result, binding);
    }

    private static string? CompareAttempt(JsonElement expect, PlacementAttempt got) =>
        Differ("affinityName", expect.StringOrEmpty("affinityName"), got.AffinityName)
        ?? DifferInOrder("deleting", Texts(expect, "deleting").Order(StringComparer.Ordinal), got.Deleting.Order(StringComparer.Ordinal))
        ?? DifferInOrder("filtered", Filtered(expect), got.Rejected.SelectMany(cluster =>
            cluster.Rejections.Select(rejection => $"{cluster.Name}: {rejection.Plugin}: {rejection.Reason}")).Order(StringComparer.Ordinal))
        ?? DifferInOrder("feasible", expect.Items("feasible").Select(Feasible), got.Candidates.Select(candidate =>
            $"{candidate.Name} {candidate.Score} {candidate.AllocatableReplicas} {candidate.AvailableReplicas} {candidate.OverflowOrder}"))
        ?? DifferInOrder("selected", Texts(expect, "selected"), got.Selected.Select(candidate => candidate.Name))
        ?? Differ("selectError", expect.String("selectError") ?? "", got.SelectError ?? "")
        ?? DifferInOrder("result", Targets(expect, "result"), got.Result.Select(Target))
        ?? CompareFailure(expect, got);

    private static string? CompareFailure(JsonElement expect, PlacementAttempt got)
    {
        var error = expect.Member("error");
        var kind = got.Failure?.Kind switch
        {
            null => "",
            FailureKind.NoClusterFit => "FitError",
            FailureKind.Unschedulable => "UnschedulableError",
            _ => "SchedulerError",
        };
        return Differ("error", error?.StringOrEmpty("type") ?? "", kind) ?? CompareMessage(error, got.Failure?.Message, got);
    }

    // Which of several reasons a FitError counts for a cluster is chance upstream; the recorded messages need not be all.
    private static string? CompareMessage(JsonElement? recorded, string? message, PlacementAttempt attempt) =>
        recorded is null
        || Texts(recorded.Value, "messageAnyOf").Contains(message)
        || attempt.Rejected.Any(cluster => cluster.Rejections.Count > 1)
            ? null
            : DifferInOrder("message", Texts(recorded.Value, "messageAnyOf"), [message ?? ""]);

    private static string? CompareOutcome(JsonElement? expect, PlacementResult result, KubernetesObject binding)
    {
        if (expect is not { } outcome || result.Outcome is not { } got)
        {
            return expect is null == result.Outcome is null ? null : $"outcome: expected {expect}, got {result.Outcome}";
        }

        var before = PlacementBinding.Of(binding);
        var clusters = got.Clusters ?? [.. before.Clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal)];
        var condition = outcome.Member("scheduledCondition") ?? default;
        return DifferInOrder("clusters", Targets(outcome, "clusters"), clusters.Select(Target))
            ?? Differ("condition", $"{condition.String("status")} {condition.String("reason")}", Condition(got, binding))
            ?? (got.Condition is null ? null : CompareMessage(condition, got.Condition.Message, result.Attempts[0]))
            ?? Differ("affinity", outcome.StringOrEmpty("schedulerObservedAffinityName"), got.ObservedAffinity ?? before.ObservedAffinity)
            ?? Differ("generation", outcome.Integer("schedulerObservedGeneration") ?? 0, got.ObservedGeneration ?? before.ObservedGeneration)
            ?? Differ("annotation", outcome.Boolean("placementAnnotationUpdated") ?? false, AnnotationUpdated(got, before))
            ?? Differ("lastScheduledTime", outcome.Boolean("lastScheduledTimeUpdated") ?? false, got.Scheduled)
            ?? Differ("retry", outcome.Boolean("retry") ?? false, got.Retry);
    }

    private static bool AnnotationUpdated(PlacementOutcome got, PlacementBinding before) =>
        got.AppliedPlacement is { } applied && applied != before.AppliedPlacement;

    private static string Condition(PlacementOutcome got, KubernetesObject binding)
    {
        if (got.Condition is { } condition)
        {
            return $"{condition.Status} {condition.Reason}";
        }

        foreach (var kept in (binding.Root.Member("status") ?? default).Items("conditions"))
        {
            if (kept.StringOrEmpty("type") == "Scheduled")
            {
                return $"{kept.String("status")} {kept.String("reason")}";
            }
        }

        return " ";
    }

    private static IEnumerable<string> Filtered(JsonElement expect) =>
        (expect.Member("filtered")?.EnumerateObject() ?? default)
            .SelectMany(cluster => cluster.Value.EnumerateArray().Select(rejection =>
                $"{cluster.Name}: {rejection.StringOrEmpty("plugin")}: {rejection.StringOrEmpty("reason")}"))
            .Order(StringComparer.Ordinal);

    private static string Feasible(JsonElement entry) =>
        $"{entry.StringOrEmpty("name")} {entry.Integer("score")} {entry.Integer("allocatableReplicas")} {entry.Integer("availableReplicas")} {entry.Integer("overflowOrder") ?? 0}";

    private static IEnumerable<string> Targets(JsonElement expect, string member) => expect.Items(member).Select(TargetCluster.Of).Select(Target);

    private static string Target(TargetCluster target) => $"{target.Name}={target.Replicas}";

    private static IEnumerable<string> Texts(JsonElement expect, string member) => expect.Items(member).Select(text => text.ToString());

    private static string? DifferInOrder(string what, IEnumerable<string> expected, IEnumerable<string> got) =>
        Differ(what, string.Join("; ", expected), string.Join("; ", got));

    private static string? Differ<T>(string what, T expected, T got) =>
        EqualityComparer<T>.Default.Equals(expected, got) ? null : $"{what}: expected {expected}, got {got}";
}
