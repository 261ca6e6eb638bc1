using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Values;

namespace Sampan.Templates.Toml;

/// <summary>TOML's numbers, dates and times: what begins with a digit or a sign.</summary>
internal static class TomlNumbers
{
    /// <summary>Reads the value at the position.</summary>
    /// <exception cref="TomlException">It is no number, date or time.</exception>
    public static object Read(TomlCursor cursor)
    {
        var start = cursor.Position;
        var kind = Scan(cursor);
        var written = cursor.Text[start..cursor.Position];
        return kind switch
        {
            Kind.Time => ReadTime(cursor, TomlTimes.Normalize(written)),
            Kind.Float => ParseFloat(cursor, written),
            _ => ParseInteger(cursor, written),
        };
    }

    private static Times.GoTime ReadTime(TomlCursor cursor, string written) =>
        TomlTimes.TryRead(written) ?? throw cursor.ErrorBefore($"invalid datetime: {GoQuoting.Quote(written)}");

    private enum Kind
    {
        Integer,
        Float,
        Time,
    }

    /// <summary>Takes the characters that may belong to the value; what they are is decided by the first that no whole number has.</summary>
    private static Kind Scan(TomlCursor cursor)
    {
        var start = cursor.Position;
        var isSigned = cursor.Current is '+' or '-';
        if (isSigned)
        {
            cursor.Position++;
            if (Sign(cursor, start) is { } special)
            {
                return special;
            }
        }
        else if (cursor.Current == '0' && Digits(cursor.Peek(1)) is { } digits)
        {
            var name = cursor.Peek(1) switch { 'x' => "a hexadecimal", 'o' => "an octal", _ => "a binary" };
            cursor.Position += 2;
            if (!digits.Contains(cursor.Current) || cursor.AtEnd)
            {
                throw cursor.ErrorBefore($"not {name} number: '{cursor.Text[start..cursor.Position]}{(cursor.AtEnd ? '\0' : cursor.Current)}'");
            }

            Take(cursor, digits + "_");
            return Kind.Integer;
        }

        Take(cursor, Decimal);
        var isLoneZero = cursor.Position == start + 1 && cursor.Text[start] == '0';
        if (!isSigned && !isLoneZero && cursor.Current is '-' or ':' && !cursor.AtEnd)
        {
            Take(cursor, Decimal + "-:Tt .Zz+");
            return Kind.Time;
        }

        Take(cursor, Decimal + "_");
        if (cursor.Current is not ('.' or 'e' or 'E'))
        {
            return Kind.Integer;
        }

        Take(cursor, Decimal + "_.-+eE");
        return Kind.Float;
    }

    private static Kind? Sign(TomlCursor cursor, int start)
    {
        foreach (var name in (ReadOnlySpan<string>)["inf", "nan"])
        {
            if (cursor.Current == name[0])
            {
                var matched = cursor.Text.AsSpan(cursor.Position).CommonPrefixLength(name);
                cursor.Position += matched;
                return matched == name.Length ? Kind.Float : throw cursor.ErrorBefore($"invalid float: '{cursor.Text[start..cursor.Position]}'");
            }
        }

        if (cursor.Current == '0' && Digits(cursor.Peek(1)) is not null)
        {
            throw cursor.ErrorBefore($"cannot use sign with non-decimal numbers: '{cursor.Text[start..(cursor.Position + 2)]}'");
        }

        return cursor.Current == '.' ? throw cursor.ErrorBefore("floats must start with a digit, not '.'")
            : char.IsAsciiDigit(cursor.Current) ? null
            : throw cursor.Error($"expected a digit but got {cursor.Quoted()}");
    }

    private const string Decimal = "0123456789";

    private static string? Digits(char letter) => letter switch
    {
        'x' => "0123456789abcdefABCDEF",
        'o' => "01234567",
        'b' => "01",
        _ => null,
    };

    private static void Take(TomlCursor cursor, string characters)
    {
        while (!cursor.AtEnd && characters.Contains(cursor.Current))
        {
            cursor.Position++;
        }
    }

    private static double ParseFloat(TomlCursor cursor, string number)
    {
        var unsigned = number.TrimStart('+', '-');
        if (unsigned is "inf" or "nan")
        {
            return unsigned == "nan" ? double.NaN : number[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        }

        var parts = number.Split(['.', 'e', 'E'], StringSplitOptions.RemoveEmptyEntries);
        if (!parts.All(UnderscoresSeparateDigits))
        {
            throw cursor.ErrorBefore($"Invalid float {GoQuoting.Quote(number)}: underscores must be surrounded by digits");
        }

        if (parts.Length > 0 && HasLeadingZero(parts[0]))
        {
            throw cursor.ErrorBefore($"Invalid float {GoQuoting.Quote(number)}: cannot have leading zeroes");
        }

        for (var point = number.IndexOf('.'); point >= 0; point = number.IndexOf('.', point + 1))
        {
            if (point + 1 == number.Length || !char.IsAsciiDigit(number[point + 1]))
            {
                throw cursor.ErrorBefore($"Invalid float {GoQuoting.Quote(number)}: '.' must be followed by one or more digits");
            }
        }

        var plain = number.Replace("_", "", StringComparison.Ordinal);
        if (!double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw cursor.ErrorBefore($"Invalid float value: {GoQuoting.Quote(number)}");
        }

        return double.IsFinite(value) ? value : throw cursor.ErrorBefore($"{number} is out of range for float64");
    }

    private static object ParseInteger(TomlCursor cursor, string number)
    {
        if (!UnderscoresSeparateDigits(number))
        {
            throw cursor.ErrorBefore($"Invalid integer {GoQuoting.Quote(number)}: underscores must be surrounded by digits");
        }

        if (HasLeadingZero(number))
        {
            throw cursor.ErrorBefore($"Invalid integer {GoQuoting.Quote(number)}: cannot have leading zeroes");
        }

        return GoNumber.TryParseInteger(number.Replace("_", "", StringComparison.Ordinal), 0, out var value)
            ? Boxes.Long(value)
            : throw cursor.ErrorBefore($"{number} is out of range for int64");
    }

    private static bool HasLeadingZero(string number) =>
        number.TrimStart('+', '-') is { Length: > 1 } unsigned && unsigned[0] == '0' && Digits(unsigned[1]) is null;

    /// <summary>Whether underscores stand between digits, and a digit at the end.</summary>
    private static bool UnderscoresSeparateDigits(string number)
    {
        var digits = number.AsSpan(number.Length > 0 && number[0] is '+' or '-' ? 1 : 0);
        var afterDigit = false;
        foreach (var c in digits)
        {
            if (c == '_' && !afterDigit)
            {
                return false;
            }

            afterDigit = char.IsAsciiHexDigit(c);
        }

        return afterDigit;
    }
}
