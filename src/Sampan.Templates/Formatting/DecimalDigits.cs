using System.Globalization;

namespace Sampan.Templates.Formatting;

/// <summary>A double's exact decimal digits, which can be rounded half to even as Go rounds.</summary>
internal sealed class DecimalDigits
{
    private const int ExactDigits = 780;

    /// <summary>The significant digits, without a sign; <c>0</c> for zero.</summary>
    public string Text { get; private set; } = "0";

    /// <summary>The decimal exponent of the first digit.</summary>
    public int Exponent { get; private set; }

    public static DecimalDigits Of(double number)
    {
        var text = Math.Abs(number).ToString($"E{ExactDigits}", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var digits = (text[..1] + text[2..mark]).TrimEnd('0');
        return digits.Length == 0
            ? new DecimalDigits()
            : new DecimalDigits { Text = digits, Exponent = int.Parse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) };
    }

    /// <summary>Keeps this many digits; none of them may be kept.</summary>
    public void Round(int count)
    {
        if (count >= Text.Length)
        {
            return;
        }

        var up = count >= 0 && RoundsUp(count);
        var kept = count > 0 ? Text[..count].ToCharArray() : [];
        if (!up)
        {
            Text = kept.Length == 0 ? "0" : new string(kept);
            Exponent = kept.Length == 0 ? 0 : Exponent;
            return;
        }

        var i = kept.Length - 1;
        while (i >= 0 && kept[i] == '9')
        {
            kept[i--] = '0';
        }

        if (i >= 0)
        {
            kept[i]++;
            Text = new string(kept);
        }
        else
        {
            Text = "1" + new string(kept);
            Exponent++;
        }
    }

    private bool RoundsUp(int count)
    {
        if (Text[count] != '5' || Text.Length > count + 1)
        {
            return Text[count] >= '5';
        }

        return count > 0 && (Text[count - 1] - '0') % 2 == 1;
    }
}
