using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Templates.Formatting;

/// <summary>Floats in the verbs of Go's fmt.</summary>
internal static class FloatFormat
{
    /// <summary>The number with its sign, or null where the verb is none for it.</summary>
    public static string? Format(FormatFlags flags, double number, int verb)
    {
        if (verb is not ('v' or 'g' or 'G' or 'e' or 'E' or 'f' or 'F' or 'b' or 'x' or 'X'))
        {
            return null;
        }

        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "+NaN" : number > 0 ? "+Inf" : "-Inf";
        }

        var text = verb switch
        {
            'e' or 'E' => Scientific(number, flags.Precision ?? 6),
            'f' or 'F' => Positional(number, flags.Precision ?? 6),
            'b' => BinaryExponent(number),
            'x' or 'X' => HexadecimalFloat.Format(number, flags.Precision),
            _ => flags.Precision is { } precision ? General(number, precision) : FloatText.General(Math.Abs(number)),
        };
        text = verb is 'E' or 'G' or 'X' ? text.ToUpperInvariant() : text;
        text = flags.Sharp && verb != 'b' ? WithPoint(text, verb, flags.Precision) : text;
        return (double.IsNegative(number) ? '-' : '+') + text;
    }

    /// <summary>Appends the number: its sign only where it has to be shown, zeros after the sign.</summary>
    public static void Pad(StringBuilder output, FormatFlags flags, string text)
    {
        var (sign, digits) = (text[0], text[1..]);
        if (sign == '+' && flags.Space && !flags.Plus)
        {
            sign = ' ';
        }

        var isNumber = digits[0] is not ('I' or 'N');
        var showsSign = sign != '+' || (flags.Plus && digits[0] != 'N') || (digits[0] == 'N' && flags.Plus);
        if (flags is { Zero: true, Minus: false, Width: { } width } && isNumber)
        {
            output.Append(showsSign ? sign.ToString() : "").Append(digits.PadLeft(width - (showsSign ? 1 : 0), '0'));
            return;
        }

        flags.PadWithSpaces(output, showsSign ? sign + digits : digits);
    }

    private static string Scientific(double number, int precision)
    {
        var digits = DecimalDigits.Of(number);
        digits.Round(precision + 1);
        var text = digits.Text.PadRight(precision + 1, '0');
        var exponent = digits.Exponent;
        var mantissa = precision > 0 ? $"{text[0]}.{text[1..(precision + 1)]}" : text[..1];
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Positional(double number, int precision)
    {
        var digits = DecimalDigits.Of(number);
        digits.Round(digits.Exponent + 1 + precision);
        var whole = digits.Exponent < 0 ? "0" : digits.Text.PadRight(digits.Exponent + 1, '0')[..(digits.Exponent + 1)];
        if (precision == 0)
        {
            return whole;
        }

        var fraction = digits.Exponent < 0
            ? new string('0', Math.Min(-digits.Exponent - 1, precision)) + digits.Text
            : digits.Text.Length > digits.Exponent + 1 ? digits.Text[(digits.Exponent + 1)..] : "";
        return $"{whole}.{fraction.PadRight(precision, '0')[..precision]}";
    }

    private static string General(double number, int precision)
    {
        precision = Math.Max(precision, 1);
        var digits = DecimalDigits.Of(number);
        digits.Round(precision);
        var significant = digits.Text.TrimEnd('0');
        var count = Math.Max(significant.Length, 1);
        var limit = precision > count && count >= digits.Exponent + 1 ? count : precision;
        return digits.Exponent < -4 || digits.Exponent >= limit
            ? Scientific(number, count - 1)
            : Positional(number, Math.Max(count - digits.Exponent - 1, 0));
    }

    private static string BinaryExponent(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(number);
        var exponent = (int)((bits >> 52) & 0x7FF);
        var mantissa = bits & 0xFFFFFFFFFFFFF;
        (mantissa, exponent) = exponent == 0 ? (mantissa, 1) : (mantissa | 1L << 52, exponent);
        exponent -= 1075;
        return string.Create(CultureInfo.InvariantCulture, $"{mantissa}p{(exponent < 0 ? "" : "+")}{exponent}");
    }

    /// <summary>The sharp flag: always a point, and for <c>%g</c> as many digits as the precision.</summary>
    private static string WithPoint(string text, int verb, int? precision)
    {
        var wanted = verb is 'v' or 'g' or 'G' or 'x' ? precision ?? 6 : 0;
        var exponentAt = text.AsSpan(verb is 'x' or 'X' ? 2 : 0).IndexOfAny(verb is 'x' or 'X' ? "pP" : "eE");
        exponentAt = exponentAt < 0 ? text.Length : exponentAt + (verb is 'x' or 'X' ? 2 : 0);
        var (mantissa, tail) = (text[..exponentAt], text[exponentAt..]);
        var significant = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0').Length;
        wanted -= significant;
        if (!mantissa.Contains('.'))
        {
            wanted -= mantissa == "0" ? 1 : 0;
            mantissa += '.';
        }

        return mantissa + new string('0', Math.Max(wanted, 0)) + tail;
    }
}
