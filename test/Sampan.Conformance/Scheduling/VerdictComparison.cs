using System.Text.Json;
using Sampan.Scheduling;

namespace Sampan.Conformance.Scheduling;

/// <summary>Compares what was said of each node.</summary>
internal static class VerdictComparison
{
    /// <summary>The first difference, or null.</summary>
    public static string? Compare(JsonElement expected, SchedulingResult actual)
    {
        if (expected.TryGetProperty("preFilterStatus", out var status))
        {
            var rejection = actual.Rejection is null ? "nothing" : Text(actual.Rejection.Plugin, actual.Rejection.Code.ToString(), actual.Rejection.Reasons);
            return rejection == Text(status) ? null : $"PreFilter: expected {Text(status)}, got {rejection}";
        }

        if (actual.Rejection is { } unexpected)
        {
            return $"PreFilter: got {Text(unexpected.Plugin, unexpected.Code.ToString(), unexpected.Reasons)}";
        }

        var refusals = actual.Refusals.DistinctBy(refusal => refusal.NodeName).ToDictionary(refusal => refusal.NodeName, refusal => refusal.Verdict);
        foreach (var node in expected.GetProperty("perNode").EnumerateObject())
        {
            if (node.Value.TryGetProperty("notEvaluated", out _))
            {
                continue;
            }

            var wanted = node.Value.GetProperty("feasible").GetBoolean() ? "feasible" : Text(node.Value);
            var got = refusals.TryGetValue(node.Name, out var verdict)
                ? Text(verdict.Plugin.Length == 0 ? "(preFilter)" : verdict.Plugin, verdict.Code.ToString(), verdict.Reasons)
                : "feasible";
            if (wanted != got)
            {
                return $"{node.Name}: expected {wanted}, got {got}";
            }
        }

        return null;
    }

    private static string Text(JsonElement status) => Text(
        status.GetProperty("plugin").GetString()!,
        status.GetProperty("code").GetString()!,
        status.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!));

    private static string Text(string plugin, string code, IEnumerable<string> reasons) => $"{plugin} {code} [{string.Join("; ", reasons)}]";
}
