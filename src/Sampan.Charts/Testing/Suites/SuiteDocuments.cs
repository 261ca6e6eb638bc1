using System.Text.RegularExpressions;

namespace Sampan.Charts.Testing.Suites;

/// <summary>Splits texts at lines that begin with <c>---</c>, as the plugin splits suites and rendered files.</summary>
internal static partial class SuiteDocuments
{
    /// <summary>The parts that are not blank, each with its first line's number, from 1.</summary>
    public static IEnumerable<(string Text, int FirstLine)> Split(string text)
    {
        var start = 0;
        foreach (Match separator in Separator().Matches(text))
        {
            if (Part(text, start, separator.Index) is { } part)
            {
                yield return part;
            }

            start = separator.Index + separator.Length;
        }

        if (Part(text, start, text.Length) is { } last)
        {
            yield return last;
        }
    }

    /// <summary>The text with every separator on a line of its own.</summary>
    public static string Normalize(string text) => Separator().Replace(text, "\n---\n");

    private static (string Text, int FirstLine)? Part(string text, int start, int end) =>
        text.AsSpan(start, end - start).IsWhiteSpace() ? null : (text[start..end], 1 + text.AsSpan(0, start).Count('\n'));

    [GeneratedRegex("(?:\\A|[\\t\\n\\f\\r ]*\\n)---[\\t\\n\\f\\r ]*")]
    private static partial Regex Separator();
}
