namespace Sampan.Scheduling;

/// <summary>kube-scheduler's FitError text: the reasons with how many nodes gave them, in order of the text, numbers included.</summary>
internal static class FitMessage
{
    private const string NoNodes = "no nodes available to schedule pods";

    public static string Of(SchedulingResult result)
    {
        if (result.NodeCount == 0)
        {
            return NoNodes;
        }

        if (result.Rejection is { } rejection)
        {
            return $"0/{result.NodeCount} nodes are available: {string.Join(", ", rejection.Reasons)}.";
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, verdict) in result.Refusals.DistinctBy(refusal => refusal.NodeName))
        {
            foreach (var reason in verdict.Reasons)
            {
                counts[reason] = counts.GetValueOrDefault(reason) + 1;
            }
        }

        return Text(result.NodeCount, counts);
    }

    /// <summary>The text for reasons and how many nodes gave each.</summary>
    public static string Text(int nodeCount, IReadOnlyDictionary<string, int> counts)
    {
        var reasons = counts.Select(count => $"{count.Value} {count.Key}").Order(StringComparer.Ordinal);
        return counts.Count == 0
            ? $"0/{nodeCount} nodes are available:"
            : $"0/{nodeCount} nodes are available: {string.Join(", ", reasons)}.";
    }
}
