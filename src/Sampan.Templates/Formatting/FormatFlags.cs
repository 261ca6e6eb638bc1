using System.Text;

namespace Sampan.Templates.Formatting;

/// <summary>A verb's flags, width and precision.</summary>
internal sealed class FormatFlags
{
    public bool Minus { get; set; }

    public bool Plus { get; set; }

    public bool Sharp { get; set; }

    public bool Space { get; set; }

    public bool Zero { get; set; }

    /// <summary><c>%+v</c>: names of fields.</summary>
    public bool PlusV { get; set; }

    /// <summary><c>%#v</c>: Go syntax.</summary>
    public bool SharpV { get; set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }

    public void Clear()
    {
        Minus = Plus = Sharp = Space = Zero = PlusV = SharpV = false;
        Width = Precision = null;
    }

    /// <summary>For <c>%v</c>, plus and sharp have meanings of their own.</summary>
    public void MakeValueFlags()
    {
        (SharpV, Sharp) = (Sharp, false);
        (PlusV, Plus) = (Plus, false);
    }

    /// <summary>Appends text, filled up to the width: on the left with zeros where the zero flag is set.</summary>
    public void Pad(StringBuilder output, string text) => Pad(output, text, Zero ? '0' : ' ');

    /// <summary>Appends text, filled up to the width with spaces: the zero flag does not count for it.</summary>
    public void PadWithSpaces(StringBuilder output, string text) => Pad(output, text, ' ');

    private void Pad(StringBuilder output, string text, char left)
    {
        var missing = (Width ?? 0) - Characters(text);
        if (missing <= 0)
        {
            output.Append(text);
        }
        else if (Minus)
        {
            output.Append(text).Append(' ', missing);
        }
        else
        {
            output.Append(left, missing).Append(text);
        }
    }

    private static int Characters(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
