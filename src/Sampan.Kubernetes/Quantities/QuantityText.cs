using System.Globalization;
using System.Numerics;

namespace Sampan.Kubernetes.Quantities;

/// <summary>The text form of quantities: reading as apimachinery's scanner does, and the canonical form.</summary>
internal static class QuantityText
{
    private const string FormatWrong = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private const string SuffixWrong = "unable to parse quantity's suffix";
    private const int ExponentLimit = 1000;

    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    /// <summary>Reads a quantity; the error's text, or null where all is well.</summary>
    public static string? Read(string text, out Quantity quantity)
    {
        quantity = default;
        var signed = text.Length > 0 && text[0] is '-' or '+';
        var start = signed ? 1 : 0;
        var wholeEnd = SkipDigits(text, start);
        var fractionStart = wholeEnd < text.Length && text[wholeEnd] == '.' ? wholeEnd + 1 : wholeEnd;
        var suffixStart = SkipDigits(text, fractionStart);
        if (text.Length == 0 || SkipSuffix(text, suffixStart) != text.Length)
        {
            return FormatWrong;
        }

        if (!TryReadSuffix(text[suffixStart..], out var exponent, out var format))
        {
            return SuffixWrong;
        }

        var whole = text[start..wholeEnd].TrimStart('0');
        var fraction = text[fractionStart..suffixStart];
        var digits = (whole.Length == 0 ? "0" : whole) + fraction;
        var amount = BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        var scale = -fraction.Length;
        if (format == QuantityFormat.BinarySI)
        {
            amount <<= exponent;
        }
        else
        {
            scale += exponent;
        }

        var canonical = IsKeptAsWritten(digits, whole.Length, fraction.Length, scale, exponent, format, amount);
        quantity = Bounded(text[0] == '-', amount, scale, format, canonical ? text : null);
        return null;
    }

    /// <summary>The canonical text of an amount.</summary>
    public static string Write(BigInteger unscaled, int scale, Quantity quantity)
    {
        if (unscaled.IsZero)
        {
            return "0";
        }

        if (quantity.Format == QuantityFormat.BinarySI
            && quantity.Rounded(0, out var exact) is var units
            && exact
            && BigInteger.Abs(units) >= 1024)
        {
            var power = 0;
            while (power < BinarySuffixes.Length - 1 && (units & 1023).IsZero)
            {
                units >>= 10;
                power++;
            }

            return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
        }

        return WriteDecimal(unscaled, scale, quantity.Format);
    }

    private static string WriteDecimal(BigInteger unscaled, int scale, QuantityFormat format)
    {
        while (BigInteger.DivRem(unscaled, 10, out var remainder) is var quotient && remainder.IsZero)
        {
            unscaled = quotient;
            scale++;
        }

        var surplus = ((scale % 3) + 3) % 3;
        scale -= surplus;
        var number = (unscaled * BigInteger.Pow(10, surplus)).ToString(CultureInfo.InvariantCulture);
        if (format == QuantityFormat.DecimalExponent || scale > 18)
        {
            return scale == 0 ? number : string.Create(CultureInfo.InvariantCulture, $"{number}e{scale}");
        }

        return number + DecimalSuffixes[(scale / 3) + 3];
    }

    // Upstream keeps the text of amounts that it takes for canonical, such as 1.500 or +5, and writes that again.
    private static bool IsKeptAsWritten(string digits, int wholeDigits, int fractionDigits, int scale, int exponent, QuantityFormat format, BigInteger amount)
    {
        if (format == QuantityFormat.BinarySI)
        {
            var fits = 15 - Math.Max(wholeDigits, 1) - (int)(exponent * 3f / 10) - 1 >= 0;
            return fractionDigits == 0 && fits && !((amount >> exponent) & 7).IsZero;
        }

        return digits.Length <= 18 && scale >= Quantity.Nano && scale % 3 == 0
            && digits[0] != '0' && !digits.EndsWith("000", StringComparison.Ordinal);
    }

    private static Quantity Bounded(bool negative, BigInteger amount, int scale, QuantityFormat format, string? text)
    {
        if (scale < Quantity.Nano)
        {
            amount = new Quantity(amount, scale, format).Rounded(Quantity.Nano, out _);
            scale = Quantity.Nano;
        }

        if (format == QuantityFormat.BinarySI)
        {
            var unit = BigInteger.Pow(10, -scale);
            if (amount > long.MaxValue * unit)
            {
                (amount, scale) = (long.MaxValue, 0);
            }
            else if (!amount.IsZero && amount < unit)
            {
                format = QuantityFormat.DecimalSI;
            }
        }

        return new Quantity(negative ? -amount : amount, scale, format, text);
    }

    private static bool TryReadSuffix(string suffix, out int exponent, out QuantityFormat format)
    {
        format = QuantityFormat.DecimalSI;
        exponent = (Array.IndexOf(DecimalSuffixes, suffix) - 3) * 3;
        if (exponent >= Quantity.Nano)
        {
            return true;
        }

        format = QuantityFormat.BinarySI;
        exponent = Array.IndexOf(BinarySuffixes, suffix) * 10;
        if (exponent > 0)
        {
            return true;
        }

        format = QuantityFormat.DecimalExponent;
        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && Math.Abs((long)exponent) <= ExponentLimit;
    }

    private static int SkipDigits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int SkipSuffix(string text, int at)
    {
        while (at < text.Length && "eEinumkKMGTP".Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        return SkipDigits(text, at < text.Length && text[at] is '-' or '+' ? at + 1 : at);
    }
}
