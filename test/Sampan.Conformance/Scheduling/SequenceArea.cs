using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Preemption;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Conformance.Scheduling;

/// <summary>A whole cluster's pods, placed one after the other.</summary>
internal sealed class SequenceArea : IConformanceArea
{
    private static readonly DateTimeOffset FirstStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public string Name => "scheduling-sequence";

    public IEnumerable<ConformanceCase> Cases(string corpus) => SchedulingCase.ReadAll(corpus, "sequence.jsonl", Compare);

    private static string? Compare(SchedulingCase @case)
    {
        var preempts = @case.Input.TryGetProperty("preemption", out var preemption) && preemption.GetBoolean();
        var pods = @case.Input.GetProperty("pendingPods").EnumerateArray().ToList();
        if (@case.Input.TryGetProperty("order", out var order) && order.GetString() == "queue")
        {
            pods = [.. pods.OrderByDescending(pod => PodInfo.Of(pod).Priority)];
        }

        var snapshot = @case.Snapshot;
        foreach (var (number, expected) in @case.Expected.GetProperty("steps").EnumerateArray().Index())
        {
            if (Step(@case.Engine, ref snapshot, pods[number], number, preempts, expected) is { } difference)
            {
                return $"step {number}: {difference}";
            }
        }

        return null;
    }

    private static string? Step(SchedulingEngine engine, ref ClusterSnapshot snapshot, JsonElement json, int number, bool preempts, JsonElement expected)
    {
        var pod = PodInfo.Of(json);
        if (!pod.SchedulingGates.IsEmpty)
        {
            return Difference(expected, pod, "gated", $"waiting for scheduling gates: [{string.Join(' ', pod.SchedulingGates)}]");
        }

        var result = engine.Schedule(pod, snapshot, SchedulingOptions.Explain);
        if (!result.IsScheduled && preempts)
        {
            var preemption = engine.Preempt(result, snapshot);
            if (preemption.Chosen is not { } chosen)
            {
                return Difference(expected, pod, "unschedulable", preemption.Message);
            }

            if (ComparePreemption(expected, chosen, preemption.Message) is { } difference)
            {
                return difference;
            }

            snapshot = chosen.Victims.Aggregate(snapshot, (cluster, victim) => cluster.Forget(victim)).Nominate(pod, chosen.NodeName);
            json = WithNomination(json, chosen.NodeName);
            pod = PodInfo.Of(json);
            result = engine.Schedule(pod, snapshot, SchedulingOptions.Explain);
        }

        if (result.NodeName is not { } node)
        {
            return Difference(expected, pod, "unschedulable", result.Message);
        }

        snapshot = engine.Assume(PodInfo.Of(Started(json, number)), node, snapshot);
        return Difference(expected, pod, "scheduled", "") ?? CompareChoice(expected, result);
    }

    private static string? CompareChoice(JsonElement expected, SchedulingResult result)
    {
        var greatest = result.Totals.Values.Max();
        var tied = string.Join(' ', result.Totals.Where(total => total.Value == greatest).Select(total => total.Key).Order(StringComparer.Ordinal));
        var wantedTied = expected.TryGetProperty("tied", out var ties) ? string.Join(' ', ties.EnumerateArray().Select(tie => tie.GetString())) : expected.GetProperty("node").GetString();
        var wanted = $"{expected.GetProperty("node")} {expected.GetProperty("feasible")} {(expected.TryGetProperty("score", out var score) ? score : "")} [{wantedTied}]";
        var got = $"{result.NodeName} {result.FeasibleNodes} {(result.FeasibleNodes == 1 ? "" : greatest)} [{tied}]";
        return wanted == got ? null : $"{result.Pod}: expected {wanted}, got {got}";
    }

    private static string? ComparePreemption(JsonElement expected, PreemptionCandidate chosen, string message)
    {
        var got = $"{chosen.NodeName} [{string.Join(' ', chosen.Victims)}] {chosen.DisruptionBudgetViolations} {message}";
        if (!expected.TryGetProperty("preempts", out var preempts))
        {
            return $"preempts: expected nothing, got {got}";
        }

        var wanted = $"{preempts.GetProperty("node")} [{string.Join(' ', preempts.GetProperty("victims").EnumerateArray().Select(victim => victim.GetString()))}] {preempts.GetProperty("numPDBViolations")} {preempts.GetProperty("message")}";
        return wanted == got ? null : $"preempts: expected {wanted}, got {got}";
    }

    private static string? Difference(JsonElement expected, PodInfo pod, string result, string message)
    {
        var wanted = $"{expected.GetProperty("pod")} {expected.GetProperty("result")} {(expected.TryGetProperty("message", out var text) ? text : "")}";
        var got = $"{pod} {result} {message}";
        return wanted == got ? null : $"expected {wanted}, got {got}";
    }

    private static JsonElement WithNomination(JsonElement pod, string node) => WithStatus(pod, "nominatedNodeName", node);

    private static JsonElement Started(JsonElement pod, int number) =>
        WithStatus(pod, "startTime", FirstStart.AddSeconds(number).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));

    private static JsonElement WithStatus(JsonElement pod, string field, string value)
    {
        var draft = JsonNode.Parse(pod.GetRawText())!.AsObject();
        var status = draft["status"] as JsonObject ?? [];
        status[field] = value;
        draft["status"] = status.DeepClone();
        return JsonElement.Parse(draft.ToJsonString());
    }
}
