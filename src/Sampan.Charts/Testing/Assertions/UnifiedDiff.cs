using System.Globalization;
using System.Text;

namespace Sampan.Charts.Testing.Assertions;

/// <summary>What changed between two texts, as a unified diff with one line of context.</summary>
internal static class UnifiedDiff
{
    private const int Context = 1;

    /// <summary>Above this many cells no common lines are looked for: everything between equal ends counts as changed.</summary>
    private const int MaximumCells = 4_000_000;

    public static string Of(string expected, string actual)
    {
        var edits = Edits(Lines(expected), Lines(actual));
        var text = new StringBuilder("--- Expected\n+++ Actual\n");
        for (var i = 0; i < edits.Count; i++)
        {
            if (edits[i].Kind == ' ')
            {
                continue;
            }

            var (start, end) = (Math.Max(i - Context, 0), i);
            for (var next = i; next < edits.Count && next <= end + (2 * Context) + 1; next++)
            {
                end = edits[next].Kind == ' ' ? end : next;
            }

            AppendHunk(text, edits, start, Math.Min(end + Context, edits.Count - 1));
            i = end + Context;
        }

        return text.ToString();
    }

    private static void AppendHunk(StringBuilder text, List<Edit> edits, int start, int end)
    {
        var hunk = edits.GetRange(start, end - start + 1);
        var removed = edits.Take(start).Count(edit => edit.Kind != '+');
        var added = edits.Take(start).Count(edit => edit.Kind != '-');
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(removed, hunk.Count(edit => edit.Kind != '+'))} +{Range(added, hunk.Count(edit => edit.Kind != '-'))} @@\n");
        foreach (var edit in hunk)
        {
            text.Append(edit.Kind).Append(edit.Line).Append('\n');
        }
    }

    private static string Range(int before, int count) =>
        count == 1 ? string.Create(CultureInfo.InvariantCulture, $"{before + 1}") : string.Create(CultureInfo.InvariantCulture, $"{(count == 0 ? before : before + 1)},{count}");

    /// <summary>What follows the last line feed is a line too, as the plugin counts.</summary>
    private static string[] Lines(string text) => text.Split('\n');

    /// <summary>The edits of a longest common subsequence; equal ends are set aside first, which keeps the table small.</summary>
    private static List<Edit> Edits(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
        {
            head++;
        }

        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
        {
            tail++;
        }

        List<Edit> edits = [.. before.Take(head).Select(line => new Edit(' ', line))];
        var (removed, added) = (before[head..^tail], after[head..^tail]);
        if ((long)removed.Length * added.Length <= MaximumCells)
        {
            AppendMiddle(edits, removed, added);
        }
        else
        {
            edits.AddRange([.. removed.Select(line => new Edit('-', line)), .. added.Select(line => new Edit('+', line))]);
        }

        edits.AddRange(before.TakeLast(tail).Select(line => new Edit(' ', line)));
        return edits;
    }

    private static void AppendMiddle(List<Edit> edits, string[] before, string[] after)
    {
        var common = new int[before.Length + 1, after.Length + 1];
        for (var row = before.Length - 1; row >= 0; row--)
        {
            for (var column = after.Length - 1; column >= 0; column--)
            {
                common[row, column] = before[row] == after[column] ? common[row + 1, column + 1] + 1 : Math.Max(common[row + 1, column], common[row, column + 1]);
            }
        }

        for (int i = 0, j = 0; i < before.Length || j < after.Length;)
        {
            if (i < before.Length && j < after.Length && before[i] == after[j])
            {
                edits.Add(new Edit(' ', before[i++]));
                j++;
            }
            else if (j == after.Length || (i < before.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(new Edit('-', before[i++]));
            }
            else
            {
                edits.Add(new Edit('+', after[j++]));
            }
        }
    }

    private readonly record struct Edit(char Kind, string Line);
}
