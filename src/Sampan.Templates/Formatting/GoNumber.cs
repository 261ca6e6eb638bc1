using System.Globalization;

namespace Sampan.Templates.Formatting;

/// <summary>Numbers read as Go's strconv package reads them.</summary>
internal static class GoNumber
{
    /// <summary>ParseInt for 64 bits: with base 0 the text's prefix decides and underscores may separate digits.</summary>
    public static bool TryParseInteger(ReadOnlySpan<char> text, int radix, out long value)
    {
        value = 0;
        var negative = text.StartsWith('-');
        var digits = negative || text.StartsWith('+') ? text[1..] : text;
        if (!TryParseUnsigned(digits, radix, out var magnitude) || magnitude > (negative ? 1UL << 63 : long.MaxValue))
        {
            return false;
        }

        value = negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return true;
    }

    /// <summary>ParseUint for 64 bits: no sign.</summary>
    public static bool TryParseUnsigned(ReadOnlySpan<char> text, int radix, out ulong value)
    {
        value = 0;
        var underscores = radix == 0;
        if (radix == 0)
        {
            if (text.Contains('_') && !UnderscoresSeparateDigits(text))
            {
                return false;
            }

            radix = TakePrefix(ref text);
        }

        if (text.IsEmpty)
        {
            return false;
        }

        foreach (var c in text)
        {
            if (c == '_' && underscores)
            {
                continue;
            }

            var digit = Digit(c);
            var next = (UInt128)value * (uint)radix + digit;
            if (digit >= radix || next > ulong.MaxValue)
            {
                return false;
            }

            value = (ulong)next;
        }

        return true;
    }

    /// <summary>ParseFloat for 64 bits, hexadecimal floats too; out of range is an error.</summary>
    public static bool TryParseFloat(string text, out double value)
    {
        value = 0;
        if (text.Length == 0)
        {
            return false;
        }

        var unsigned = text[0] is '+' or '-' ? text[1..] : text;
        switch (unsigned.ToLowerInvariant())
        {
            case "inf" or "infinity":
                value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            case "nan":
                value = double.NaN;
                return unsigned.Length == text.Length;
        }

        if (unsigned.Contains('_'))
        {
            if (!UnderscoresSeparateDigits(unsigned))
            {
                return false;
            }

            text = text.Replace("_", "", StringComparison.Ordinal);
            unsigned = unsigned.Replace("_", "", StringComparison.Ordinal);
        }

        if (unsigned.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            var parsed = TryParseHexadecimalFloat(unsigned.AsSpan(2), out value);
            value = text[0] == '-' ? -value : value;
            return parsed;
        }

        return unsigned.Length > 0 && (char.IsAsciiDigit(unsigned[0]) || unsigned[0] == '.')
            && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    private static bool TryParseHexadecimalFloat(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        var exponentAt = text.IndexOfAny('p', 'P');
        if (exponentAt < 0 || !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return false;
        }

        var digits = 0;
        var fraction = false;
        foreach (var c in text[..exponentAt])
        {
            if (c == '.' && !fraction)
            {
                fraction = true;
                continue;
            }

            if (Digit(c) is not (< 16 and var digit))
            {
                return false;
            }

            value = value * 16 + digit;
            exponent -= fraction ? 4 : 0;
            digits++;
        }

        value = Math.ScaleB(value, exponent);
        return digits > 0 && double.IsFinite(value);
    }

    private static int TakePrefix(ref ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '0')
        {
            return 10;
        }

        (var radix, var length) = text[1] switch
        {
            'x' or 'X' => (16, 2),
            'b' or 'B' => (2, 2),
            'o' or 'O' => (8, 2),
            _ => (8, 1),
        };
        text = text[length..];
        return radix;
    }

    /// <summary>Whether every underscore stands between digits, or between the base prefix and a digit.</summary>
    private static bool UnderscoresSeparateDigits(ReadOnlySpan<char> text)
    {
        var hexadecimal = false;
        if (text.Length >= 2 && text[0] == '0' && char.ToLowerInvariant(text[1]) is 'b' or 'o' or 'x')
        {
            hexadecimal = char.ToLowerInvariant(text[1]) == 'x';
            text = text[2..];
        }
        else if (text.StartsWith('_'))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '_'
                && (i + 1 == text.Length || !IsDigit(text[i + 1], hexadecimal) || (i > 0 && !IsDigit(text[i - 1], hexadecimal))))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDigit(char c, bool hexadecimal) => hexadecimal ? char.IsAsciiHexDigit(c) : char.IsAsciiDigit(c);

    private static uint Digit(char c) => c switch
    {
        >= '0' and <= '9' => (uint)(c - '0'),
        >= 'a' and <= 'z' => (uint)(c - 'a' + 10),
        >= 'A' and <= 'Z' => (uint)(c - 'A' + 10),
        _ => uint.MaxValue,
    };
}
