using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>Points and spans of time: reading, writing, adding.</summary>
internal static partial class Times
{
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.");

    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", DurationValue.Second), ("m", 60 * DurationValue.Second), ("h", 3_600 * DurationValue.Second),
    ];

    public static CelValue Add(DurationValue left, DurationValue right, int sign)
    {
        var sum = (Int128)left.Nanoseconds + (sign * (Int128)right.Nanoseconds);
        return sum >= long.MinValue && sum <= long.MaxValue ? new DurationValue((long)sum) : new ErrorValue("integer overflow");
    }

    public static CelValue Add(TimestampValue time, DurationValue span, int sign)
    {
        var total = ((Int128)time.Seconds * DurationValue.Second) + time.Nanoseconds + (sign * (Int128)span.Nanoseconds);
        var seconds = total / DurationValue.Second;
        var rest = (int)(total - (seconds * DurationValue.Second));
        return Timestamp(rest < 0 ? seconds - 1 : seconds, rest < 0 ? rest + (int)DurationValue.Second : rest);
    }

    public static CelValue Subtract(TimestampValue left, TimestampValue right)
    {
        var nanoseconds = (((Int128)left.Seconds - right.Seconds) * DurationValue.Second) + left.Nanoseconds - right.Nanoseconds;
        return nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? new DurationValue((long)nanoseconds) : new ErrorValue("integer overflow");
    }

    public static CelValue Timestamp(Int128 seconds, int nanoseconds) => seconds is var whole && whole >= TimestampValue.Earliest && whole <= TimestampValue.Latest
        ? new TimestampValue((long)whole, nanoseconds)
        : new ErrorValue("timestamp overflow");

    /// <summary>The span that a text such as <c>1h30m</c> means; null if it means none.</summary>
    public static DurationValue? ParseDuration(string text)
    {
        var isNegative = text.StartsWith('-');
        var rest = text.AsSpan(isNegative || text.StartsWith('+') ? 1 : 0);
        if (rest is "0")
        {
            return new DurationValue(0);
        }

        decimal total = 0;
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExcept(NumberLetters);
            if (digits <= 0 || !decimal.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                return null;
            }

            rest = rest[digits..];
            var length = rest.IndexOfAny(NumberLetters);
            var unit = rest[..(length < 0 ? rest.Length : length)].ToString();
            var size = Array.Find(Units, known => known.Unit == unit).Nanoseconds;
            if (size == 0 || count > 9_300_000_000_000_000_000m)
            {
                return null;
            }

            total += decimal.Truncate(count * size);
            if (total > long.MaxValue)
            {
                return null;
            }

            rest = rest[unit.Length..];
        }

        return text.Length == 0 || text is "-" or "+" ? null : new DurationValue((long)(isNegative ? -total : total));
    }

    /// <summary>The time that an RFC 3339 text means; null if it means none.</summary>
    public static TimestampValue? ParseTimestamp(string text)
    {
        var match = Rfc3339().Match(text);
        if (!match.Success
            || !DateTime.TryParseExact(match.Groups[1].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return null;
        }

        var offset = match.Groups[3].Value == "Z" ? 0 : Offset(match.Groups[3].Value);
        var nanoseconds = match.Groups[2].Length == 0 ? 0 : int.Parse(match.Groups[2].Value.PadRight(9, '0')[..9], CultureInfo.InvariantCulture);
        return Timestamp(new DateTimeOffset(time).ToUnixTimeSeconds() - offset, nanoseconds) as TimestampValue;
    }

    /// <summary>Go's form of a span in seconds: <c>5400s</c>, <c>1.5s</c>.</summary>
    public static string Text(DurationValue span)
    {
        var seconds = span.Nanoseconds / (decimal)DurationValue.Second;
        return seconds.ToString("0.#########", CultureInfo.InvariantCulture) + "s";
    }

    /// <summary>RFC 3339, in UTC.</summary>
    public static string Text(TimestampValue time)
    {
        var text = new StringBuilder(Utc(time).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
        if (time.Nanoseconds > 0)
        {
            text.Append('.').Append(time.Nanoseconds.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0'));
        }

        return text.Append('Z').ToString();
    }

    /// <summary>The time on a clock of a zone, by name or offset; null if there is no such zone.</summary>
    public static DateTime? Local(TimestampValue time, string zone)
    {
        if (ZoneOffset().IsMatch(zone))
        {
            // At the ends of time a clock stands still.
            return new DateTime(Math.Clamp(Utc(time).Ticks + (Offset(zone) * TimeSpan.TicksPerSecond), DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Utc);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTimeFromUtc(Utc(time), found) : null;
    }

    public static DateTime Utc(TimestampValue time) => DateTimeOffset.FromUnixTimeSeconds(time.Seconds).UtcDateTime;

    private static int Offset(string text)
    {
        var sign = text[0] == '-' ? -1 : 1;
        var parts = text.TrimStart('+', '-').Split(':');
        return sign * ((int.Parse(parts[0], CultureInfo.InvariantCulture) * 3600) + (int.Parse(parts[1], CultureInfo.InvariantCulture) * 60));
    }

    [GeneratedRegex(@"^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Rfc3339();

    [GeneratedRegex(@"^[+-]?\d{1,2}:\d{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneOffset();
}
