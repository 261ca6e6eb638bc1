using System.Text.Json;
using Sampan.Scheduling;

namespace Sampan.Conformance.Scheduling;

/// <summary>One pod, all nodes: verdicts, scores, totals, the best nodes and the message.</summary>
internal sealed class FilterScoreArea : IConformanceArea
{
    public string Name => "scheduling-filter-score";

    public IEnumerable<ConformanceCase> Cases(string corpus) => SchedulingCase.ReadAll(corpus, "filter-score.jsonl", Compare);

    private static string? Compare(SchedulingCase @case)
    {
        var result = @case.Engine.Schedule(@case.Pod, @case.Snapshot, SchedulingOptions.Explain);
        return VerdictComparison.Compare(@case.Expected, result)
            ?? CompareMessage(@case.Expected, result)
            ?? CompareScores(@case.Expected, result)
            ?? CompareBest(@case.Expected, result);
    }

    private static string? CompareMessage(JsonElement expected, SchedulingResult result)
    {
        var message = expected.TryGetProperty("message", out var text) ? text.GetString() : "";
        return message == result.Message ? null : $"message: expected {message}, got {result.Message}";
    }

    private static string? CompareScores(JsonElement expected, SchedulingResult result)
    {
        if (!expected.TryGetProperty("scores", out var scores))
        {
            return null;
        }

        var actual = result.Scores.ToDictionary(plugin => plugin.Plugin, plugin => plugin.ByNode);
        foreach (var plugin in scores.EnumerateObject())
        {
            if (!actual.Remove(plugin.Name, out var byNode))
            {
                return $"score {plugin.Name}: skipped";
            }

            foreach (var node in plugin.Value.EnumerateObject())
            {
                var got = byNode.GetValueOrDefault(node.Name, long.MinValue);
                if (got != node.Value.GetInt64())
                {
                    return $"score {plugin.Name} {node.Name}: expected {node.Value}, got {got}";
                }
            }
        }

        return actual.Count == 0 ? null : $"score {actual.Keys.First()}: not skipped";
    }

    private static string? CompareBest(JsonElement expected, SchedulingResult result)
    {
        if (!expected.TryGetProperty("best", out var best))
        {
            return result.IsScheduled ? $"got {result.NodeName}, expected none" : null;
        }

        var greatest = result.Totals.Count == 0 ? 0 : result.Totals.Values.Max();
        var wanted = string.Join(' ', best.EnumerateArray().Select(node => node.GetString()));
        var got = string.Join(' ', result.Totals.Where(total => total.Value == greatest).Select(total => total.Key).Order(StringComparer.Ordinal));
        return wanted == got && result.NodeName == (best.GetArrayLength() == 0 ? null : best[0].GetString()) ? null : $"best: expected {wanted}, got {got} ({result.NodeName})";
    }
}
