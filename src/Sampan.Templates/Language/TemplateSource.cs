using System.Text;

namespace Sampan.Templates.Language;

/// <summary>The text that nodes were parsed from, for the places that messages name.</summary>
internal sealed class TemplateSource(string name, string text)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    /// <summary>Line (from 1) and column (bytes from the line's start, from 0) of a position.</summary>
    public (int Line, int Column) Locate(int position)
    {
        var before = Text.AsSpan(0, Math.Min(position, Text.Length));
        var lineStart = before.LastIndexOf('\n') + 1;
        return (before.Count('\n') + 1, Encoding.UTF8.GetByteCount(before[lineStart..]));
    }
}
