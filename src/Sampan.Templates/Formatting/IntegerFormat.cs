using System.Globalization;
using System.Text;

namespace Sampan.Templates.Formatting;

/// <summary>Whole numbers in the verbs of Go's fmt.</summary>
internal static class IntegerFormat
{
    private const string LowerDigits = "0123456789abcdef";
    private const string UpperDigits = "0123456789ABCDEF";

    /// <summary>Prints the number, or says that the verb is none for it.</summary>
    public static bool TryPrint(StringBuilder output, FormatFlags flags, object number, int verb)
    {
        var (magnitude, negative, signed) = Split(number);
        switch (verb)
        {
            case 'v' when flags.SharpV && !signed:
                flags.Pad(output, $"0x{magnitude:x}");
                return true;
            case 'v' or 'd':
                Print(output, flags, magnitude, negative, 10, LowerDigits, "");
                return true;
            case 'b':
                Print(output, flags, magnitude, negative, 2, LowerDigits, flags.Sharp ? "0b" : "");
                return true;
            case 'o':
                Print(output, flags, magnitude, negative, 8, LowerDigits, flags.Sharp ? "0" : "");
                return true;
            case 'O':
                Print(output, flags, magnitude, negative, 8, LowerDigits, flags.Sharp ? "0o0" : "0o");
                return true;
            case 'x':
                Print(output, flags, magnitude, negative, 16, LowerDigits, flags.Sharp ? "0x" : "");
                return true;
            case 'X':
                Print(output, flags, magnitude, negative, 16, UpperDigits, flags.Sharp ? "0X" : "");
                return true;
            case 'c':
                flags.Pad(output, Character(magnitude, negative).ToString());
                return true;
            case 'q':
                flags.Pad(output, GoQuoting.QuoteCharacter(Character(magnitude, negative).Value, flags.Plus));
                return true;
            case 'U':
                flags.PadWithSpaces(output, GoQuoting.UnicodePoint(negative ? unchecked(-(long)magnitude) : (long)magnitude, flags.Sharp, Math.Max(flags.Precision ?? 0, 4)));
                return true;
            default:
                return false;
        }
    }

    private static (ulong Magnitude, bool Negative, bool Signed) Split(object number)
    {
        if (number is ulong or uint or byte)
        {
            return (Convert.ToUInt64(number, CultureInfo.InvariantCulture), false, false);
        }

        var value = number is nint native ? native : Convert.ToInt64(number, CultureInfo.InvariantCulture);
        return (value < 0 ? unchecked((ulong)-value) : (ulong)value, value < 0, true);
    }

    private static Rune Character(ulong magnitude, bool negative) =>
        !negative && magnitude <= 0x10FFFF && Rune.IsValid((int)magnitude) ? new Rune((int)magnitude) : Rune.ReplacementChar;

    private static void Print(StringBuilder output, FormatFlags flags, ulong magnitude, bool negative, uint radix, string digits, string prefix)
    {
        if (flags.Precision == 0 && magnitude == 0)
        {
            flags.PadWithSpaces(output, "");
            return;
        }

        Span<char> buffer = stackalloc char[64];
        var start = buffer.Length;
        do
        {
            buffer[--start] = digits[(int)(magnitude % radix)];
            magnitude /= radix;
        }
        while (magnitude > 0);

        var sign = negative ? "-" : flags.Plus ? "+" : flags.Space ? " " : "";
        var wanted = flags.Precision ?? (flags is { Zero: true, Minus: false, Width: { } width } ? width - sign.Length : 0);
        var number = buffer[start..].ToString().PadLeft(Math.Max(wanted, 0), '0');
        if (prefix == "0" && number[0] == '0')
        {
            prefix = "";
        }

        flags.PadWithSpaces(output, sign + prefix + number);
    }
}
