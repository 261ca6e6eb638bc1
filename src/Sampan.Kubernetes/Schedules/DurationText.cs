using System.Globalization;

namespace Sampan.Kubernetes.Schedules;

/// <summary>Durations as Go writes them: <c>1h30m</c>, <c>2.5s</c>, <c>300ms</c>.</summary>
public static class DurationText
{
    private const decimal LongestNanoseconds = long.MaxValue;

    /// <summary>Reads a duration, as exact as a tick.</summary>
    /// <exception cref="FormatException">The text is none; the message is Go's.</exception>
    public static TimeSpan Read(string text)
    {
        var isNegative = text.StartsWith('-');
        var rest = text.AsSpan(isNegative || text.StartsWith('+') ? 1 : 0);
        if (rest is "0")
        {
            return TimeSpan.Zero;
        }

        var nanoseconds = rest.IsEmpty ? throw Invalid(text) : 0m;
        while (!rest.IsEmpty)
        {
            var number = Length(rest, static c => char.IsAsciiDigit(c) || c == '.');
            var unit = Length(rest[number..], static c => !char.IsAsciiDigit(c) && c != '.');
            if (number > 40 || !decimal.TryParse(rest[..number], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount > LongestNanoseconds)
            {
                throw Invalid(text);
            }

            nanoseconds += amount * Nanoseconds(rest.Slice(number, unit).ToString(), text);
            if (nanoseconds > LongestNanoseconds)
            {
                throw Invalid(text);
            }

            rest = rest[(number + unit)..];
        }

        return TimeSpan.FromTicks((long)(nanoseconds / 100) * (isNegative ? -1 : 1));
    }

    private static decimal Nanoseconds(string unit, string text) => unit switch
    {
        "ns" => 1,
        "us" or "\u00b5s" or "\u03bcs" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        "" => throw new FormatException($"time: missing unit in duration \"{text}\""),
        _ => throw new FormatException($"time: unknown unit \"{unit}\" in duration \"{text}\""),
    };

    private static int Length(ReadOnlySpan<char> text, Func<char, bool> isPart)
    {
        var length = 0;
        while (length < text.Length && isPart(text[length]))
        {
            length++;
        }

        return length;
    }

    private static FormatException Invalid(string text) => new($"time: invalid duration \"{text}\"");
}
