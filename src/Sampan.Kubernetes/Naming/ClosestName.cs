namespace Sampan.Kubernetes.Naming;

/// <summary>Finds the name that was meant where one is mistyped.</summary>
public static class ClosestName
{
    /// <summary>The candidate closest to the name, if it is close enough to be meant: two letters or a third of them may differ, but not all.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        var closest = candidates.MinBy(candidate => EditDistance(candidate, name));
        return closest is not null && EditDistance(closest, name) <= Math.Min(name.Length - 1, Math.Max(2, name.Length / 3)) ? closest : null;
    }

    /// <summary>Levenshtein's distance, letters compared without case.</summary>
    private static int EditDistance(string from, string to)
    {
        var previous = new int[to.Length + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = previous[j - 1] + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[to.Length];
    }
}
