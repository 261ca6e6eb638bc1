using System.Text.Json;
using Sampan.Scheduling.Preemption;

namespace Sampan.Conformance.Scheduling;

/// <summary>A pod that may have to preempt: verdicts, candidates with their victims, the choice and the messages.</summary>
internal sealed class PreemptionArea : IConformanceArea
{
    public string Name => "scheduling-preemption";

    public IEnumerable<ConformanceCase> Cases(string corpus) => SchedulingCase.ReadAll(corpus, "preemption.jsonl", Compare);

    private static string? Compare(SchedulingCase @case)
    {
        var expected = @case.Expected;
        var result = @case.Engine.Schedule(@case.Pod, @case.Snapshot);
        if (VerdictComparison.Compare(expected, result) is { } difference)
        {
            return difference;
        }

        if (expected.GetProperty("schedulable").GetBoolean() != result.IsScheduled)
        {
            return $"schedulable: got {result.IsScheduled}";
        }

        return result.IsScheduled ? null : Compare(expected, @case.Engine.Preempt(result, @case.Snapshot));
    }

    private static string? Compare(JsonElement expected, PreemptionResult actual) =>
        Difference("eligible", expected.GetProperty("eligible").GetBoolean().ToString(), actual.IsEligible.ToString())
        ?? Difference("candidates", CandidatesOf(expected), string.Join("; ", actual.Candidates.Select(Text).Order(StringComparer.Ordinal)))
        ?? Difference("notCandidates", RefusalsOf(expected), string.Join("; ", actual.Refusals.Select(refusal => Text(refusal.NodeName, refusal.Verdict.Reasons)).Order(StringComparer.Ordinal)))
        ?? Difference("tiedBest", Texts(expected, "tiedBest"), string.Join(' ', actual.Tied.Select(candidate => candidate.NodeName)))
        ?? Difference("nominatedNode", expected.TryGetProperty("nominatedNode", out var node) ? node.GetString()! : "", actual.Chosen?.NodeName ?? "")
        ?? Difference("victims", Texts(expected, "victims"), string.Join(' ', actual.Chosen?.Victims.Select(victim => victim.ToString()) ?? []))
        ?? Difference("preemptionMessage", expected.TryGetProperty("preemptionMessage", out var account) ? account.GetString()! : "", actual.PreemptionMessage)
        ?? Difference("message", expected.GetProperty("message").GetString()!, actual.Message);

    private static string? Difference(string what, string expected, string actual) => expected == actual ? null : $"{what}: expected {expected}, got {actual}";

    private static string CandidatesOf(JsonElement expected) => expected.TryGetProperty("candidates", out var candidates)
        ? string.Join("; ", candidates.EnumerateObject()
            .Select(candidate => $"{candidate.Name}: {Texts(candidate.Value, "victims")} ({candidate.Value.GetProperty("numPDBViolations")})")
            .Order(StringComparer.Ordinal))
        : "";

    private static string RefusalsOf(JsonElement expected) => expected.TryGetProperty("notCandidates", out var refusals)
        ? string.Join("; ", refusals.EnumerateObject()
            .Select(refusal => Text(refusal.Name, refusal.Value.EnumerateArray().Select(reason => reason.GetString()!)))
            .Order(StringComparer.Ordinal))
        : "";

    private static string Text(PreemptionCandidate candidate) =>
        $"{candidate.NodeName}: {string.Join(' ', candidate.Victims)} ({candidate.DisruptionBudgetViolations})";

    private static string Text(string node, IEnumerable<string> reasons) => $"{node}: {string.Join(", ", reasons)}";

    private static string Texts(JsonElement owner, string list) =>
        owner.TryGetProperty(list, out var items) && items.ValueKind == JsonValueKind.Array ? string.Join(' ', items.EnumerateArray().Select(item => item.GetString())) : "";
}
