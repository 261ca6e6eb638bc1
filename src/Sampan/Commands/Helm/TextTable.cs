using System.Globalization;
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

    private static int Length(string cell) => cell.EnumerateRunes().Sum(Columns);

    /// <summary>How many columns of a terminal a character takes: East Asian ones and pictures two, marks on others none.</summary>
    private static int Columns(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) => 2,
        (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or >= 0x20000 => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 1,
    };

    private static string Fit(string cell, int width)
    {
        var length = Length(cell);
        if (length <= width)
        {
            return cell + new string(' ', width - length);
        }

        var cut = new StringBuilder();
        var taken = 0;
        foreach (var rune in cell.EnumerateRunes())
        {
            cut.Append(rune);
            taken += Columns(rune);
            if (taken >= width - Ellipsis.Length)
            {
                break;
            }
        }

        return cut.Append(Ellipsis).ToString();
    }
}
