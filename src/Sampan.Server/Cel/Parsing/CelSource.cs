using System.Text;

namespace Sampan.Server.Cel.Parsing;

/// <summary>An expression's text, and where in it things are.</summary>
internal sealed class CelSource(string text)
{
    private const int LongestLine = 16_384;
    private const int MostErrors = 100;

    public string Text { get; } = text;

    /// <summary>Line, from 1, and column in code points, from 0, of an offset in UTF-16 units.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < offset && i < Text.Length; i++)
        {
            if (Text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
        }

        return (line, CelText.Length(Text.AsSpan(start, Math.Min(offset, Text.Length) - start)));
    }

    /// <summary>Errors in the order of their places, the first hundred of them.</summary>
    public string Show(IReadOnlyCollection<CelError> errors)
    {
        var shown = string.Join('\n', errors.OrderBy(error => error.Offset).Take(MostErrors).Select(error => Show(error.Offset, error.Message)));
        return errors.Count > MostErrors ? $"{shown}\n{errors.Count - MostErrors} more errors were truncated" : shown;
    }

    /// <summary>An error in cel-go's form: place, message, the line, and a mark below it.</summary>
    private string Show(int offset, string message)
    {
        var (line, column) = Locate(offset);
        var shown = Text.Split('\n')[line - 1].Replace('\t', ' ');
        if (shown.Length > LongestLine)
        {
            return $"ERROR: <input>:{line}:{column + 1}: {message}";
        }

        var mark = new StringBuilder();
        foreach (var rune in shown.EnumerateRunes().Take(column))
        {
            mark.Append(IsWide(rune) ? '．' : '.');
        }

        mark.Append(shown.EnumerateRunes().Skip(column).Take(1).Any(IsWide) ? '＾' : '^');
        return $"ERROR: <input>:{line}:{column + 1}: {message}\n | {shown}\n | {mark}";
    }

    // What cel-go marks with full-width signs: everything that takes more than one byte.
    private static bool IsWide(Rune rune) => !rune.IsAscii;
}
