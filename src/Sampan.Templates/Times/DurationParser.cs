
namespace Sampan.Templates.Times;

/// <summary>Reads Go's durations: <c>1h30m</c>, <c>-1.5h</c>, <c>300ms</c>.</summary>
public static class DurationParser
{
    /// <summary>The duration of a text.</summary>
    /// <exception cref="FormatException">The text is no duration; the message is Go's.</exception>
    public static GoDuration Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith('-');
        if (negative || rest.StartsWith('+'))
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return default;
        }

        if (rest.IsEmpty)
        {
            throw Invalid(text);
        }

        Int128 total = 0;
        while (!rest.IsEmpty)
        {
            total += Part(text, ref rest);
            if (total > (Int128)long.MaxValue + (negative ? 1 : 0))
            {
                throw Invalid(text);
            }
        }

        return new GoDuration((long)(negative ? -total : total));
    }

    private static Int128 Part(string text, ref ReadOnlySpan<char> rest)
    {
        var whole = Digits(rest);
        var fraction = 0;
        if (whole < rest.Length && rest[whole] == '.')
        {
            fraction = Digits(rest[(whole + 1)..]);
            if (whole + fraction == 0)
            {
                throw Invalid(text);
            }
        }
        else if (whole == 0)
        {
            throw Invalid(text);
        }

        var hasPoint = whole < rest.Length && rest[whole] == '.';
        var end = whole + (hasPoint ? fraction + 1 : 0);
        var unitEnd = end;
        while (unitEnd < rest.Length && rest[unitEnd] != '.' && !char.IsAsciiDigit(rest[unitEnd]))
        {
            unitEnd++;
        }

        var name = rest[end..unitEnd].ToString();
        if (name.Length == 0)
        {
            throw new FormatException($"time: missing unit in duration {TimeQuoting.Quote(text)}");
        }

        var unit = name switch
        {
            "ns" => 1L,
            "us" or "µs" or "μs" => GoDuration.Microsecond,
            "ms" => GoDuration.Millisecond,
            "s" => GoDuration.Second,
            "m" => GoDuration.Minute,
            "h" => GoDuration.Hour,
            _ => throw new FormatException($"time: unknown unit {TimeQuoting.Quote(name)} in duration {TimeQuoting.Quote(text)}"),
        };
        if (whole > 19)
        {
            throw Invalid(text);
        }

        var amount = (whole == 0 ? 0 : Int128.Parse(rest[..whole], System.Globalization.CultureInfo.InvariantCulture)) * unit;
        var scale = 1.0;
        double digits = 0;
        foreach (var c in hasPoint ? rest.Slice(whole + 1, fraction) : [])
        {
            digits = digits * 10 + (c - '0');
            scale *= 10;
        }

        rest = rest[unitEnd..];
        return amount + (long)(digits * (unit / scale));
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
        {
            count++;
        }

        return count;
    }

    private static FormatException Invalid(string text) => new($"time: invalid duration {TimeQuoting.Quote(text)}");
}
