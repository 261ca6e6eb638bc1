using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>TOML's numbers, dates and times: what begins with a digit or a sign.</summary>
internal static class TomlNumbers
{
    /// <summary>Reads the value at the position, or says what is wrong with it.</summary>
    public static (object? Value, string? Problem) Read(string text, ref int position)
    {
        var timeLength = TomlTimes.Length(text.AsSpan(position));
        if (timeLength > 0)
        {
            var written = text.Substring(position, timeLength);
            position += timeLength;
            return TomlTimes.TryRead(written) is { } time ? (time, null) : (null, $"Invalid TOML Datetime: {GoQuoting.Quote(written)}.");
        }

        var start = position;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '+' or '-' or '_' or '.'))
        {
            position++;
        }

        return Parse(text[start..position]);
    }

    private static (object? Value, string? Problem) Parse(string number)
    {
        var unsigned = number.TrimStart('+', '-');
        if (unsigned is "inf" or "nan")
        {
            return (unsigned == "nan" ? double.NaN : number[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity, null);
        }

        var hasBase = unsigned.Length > 1 && unsigned[0] == '0' && unsigned[1] is 'x' or 'o' or 'b';
        return !hasBase && unsigned.AsSpan().IndexOfAny(".eE") >= 0 ? ParseFloat(number, unsigned) : ParseInteger(number, unsigned, hasBase);
    }

    private static (object? Value, string? Problem) ParseFloat(string number, string unsigned)
    {
        if (!UnderscoresSeparateDigits(unsigned))
        {
            return (null, $"Invalid float {GoQuoting.Quote(number)}: underscores must be surrounded by digits");
        }

        if (unsigned.Length > 1 && unsigned[0] == '0' && char.IsAsciiDigit(unsigned[1]))
        {
            return (null, $"Invalid float {GoQuoting.Quote(number)}: cannot have leading zeroes");
        }

        var plain = number.Replace("_", "", StringComparison.Ordinal);
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (value, null)
            : (null, $"Invalid float value: {GoQuoting.Quote(number)}");
    }

    private static (object? Value, string? Problem) ParseInteger(string number, string unsigned, bool hasBase)
    {
        if (!UnderscoresSeparateDigits(hasBase ? unsigned[2..] : unsigned))
        {
            return (null, $"Invalid integer {GoQuoting.Quote(number)}: underscores must be surrounded by digits");
        }

        if (!hasBase && unsigned.Length > 1 && unsigned[0] == '0')
        {
            return (null, $"Invalid integer {GoQuoting.Quote(number)}: cannot have leading zeroes");
        }

        var plain = number.Replace("_", "", StringComparison.Ordinal);
        if (GoNumber.TryParseInteger(plain, hasBase ? 0 : 10, out var value))
        {
            return (Boxes.Long(value), null);
        }

        return unsigned.Length > 0 && unsigned.All(c => char.IsAsciiHexDigit(c) || c is '_' or 'x' or 'o')
            ? (null, $"{number} is out of range for int64")
            : (null, $"expected a digit but got {GoQuoting.QuoteCharacter(unsigned.Length > 0 ? unsigned[0] : '\n')}");
    }

    private static bool UnderscoresSeparateDigits(string digits)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (digits[i] == '_' && (i == 0 || i + 1 == digits.Length || !char.IsAsciiHexDigit(digits[i - 1]) || !char.IsAsciiHexDigit(digits[i + 1])))
            {
                return false;
            }
        }

        return true;
    }
}
