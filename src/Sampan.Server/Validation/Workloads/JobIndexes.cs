using System.Globalization;

namespace Sampan.Server.Validation.Workloads;

/// <summary>Lists of a Job's indexes, such as <c>1,3-5,7</c>: ascending, and below the number of completions.</summary>
internal static class JobIndexes
{
    /// <summary>What is wrong with a list, or null.</summary>
    /// <param name="text">The list.</param>
    /// <param name="completions">How many indexes there are.</param>
    /// <param name="total">How many the list has; 0 if it is faulty.</param>
    public static string? Fault(string text, long completions, out long total)
    {
        total = 0;
        var (count, last) = (0L, -1L);
        foreach (var interval in text.Length == 0 ? [] : text.Split(','))
        {
            if (Interval(interval, completions, out var first, out var end) is { } fault)
            {
                return fault;
            }

            if (last >= first)
            {
                return $"non-increasing order, previous: {last}, current: {first}";
            }

            count += end - first + 1;
            last = end;
        }

        total = count;
        return null;
    }

    /// <summary>The first index that two lists have in common, or null; what cannot be read is passed over.</summary>
    public static long? Overlap(string one, string other, long completions)
    {
        var intervals = Intervals(other, completions);
        return Intervals(one, completions)
            .SelectMany(first => intervals.Where(second => first.Start <= second.End && second.Start <= first.End).Select(second => Math.Max(first.Start, second.Start)))
            .Cast<long?>().FirstOrDefault();
    }

    private static List<(long Start, long End)> Intervals(string text, long completions)
    {
        var found = new List<(long, long)>();
        foreach (var interval in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (Interval(interval, completions, out var start, out var end) is null)
            {
                found.Add((start, end));
            }
        }

        return found;
    }

    private static string? Interval(string text, long completions, out long first, out long last)
    {
        (first, last) = (0, 0);
        var limits = text.Split('-');
        if (limits.Length > 2)
        {
            return $"the fragment \"{text}\" violates the requirement that an index interval can have at most two parts separated by '-'";
        }

        if (Index(limits[0], completions, out first) is { } fault)
        {
            return fault;
        }

        last = first;
        if (limits.Length == 1)
        {
            return null;
        }

        return Index(limits[1], completions, out last) ?? (first >= last ? $"non-increasing order, previous: {first}, current: {last}" : null);
    }

    private static string? Index(string text, long completions, out long index) =>
        !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index) ? $"cannot convert string to integer for index: \"{text}\""
        : index >= completions ? $"too large index: \"{text}\""
        : null;
}
