using System.Text;

namespace Sampan.Commands.Helm;

/// <summary>A table as Helm prints it: cells padded to their column's width, tabs between, texts that are too long cut.</summary>
internal sealed class TextTable(int widest = 0)
{
    private const string Ellipsis = "...";

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add(cells);

    /// <summary>The rows, each ended by a line feed.</summary>
    public override string ToString()
    {
        var widths = Enumerable.Range(0, _rows.Max(row => row.Length)).Select(column => _rows.Max(row => Width(row[column]))).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendJoin('\t', row.Select((cell, column) => Fit(cell, widths[column]))).Append('\n');
        }

        return text.ToString();
    }

    private int Width(string cell) => widest > 0 ? Math.Min(Length(cell), widest) : Length(cell);

    private static int Length(string cell) => cell.EnumerateRunes().Count();

    private static string Fit(string cell, int width)
    {
        var length = Length(cell);
        return length <= width
            ? cell + new string(' ', width - length)
            : string.Concat(cell.EnumerateRunes().Take(Math.Max(1, width - Ellipsis.Length)).Select(rune => rune.ToString())) + Ellipsis;
    }
}
