using System.Globalization;
using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>The formats of moments and spans of time (RFC 3339).</summary>
internal static class TimeFormats
{
    private static readonly string[] DurationUnits = ["YMD", "HMS"];

    public static string? CheckDate(string text)
    {
        var shaped = text.Length >= 4 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;
        if (!shaped)
        {
            return $"parsing time {GoText.Quote(text)} as \"2006-01-02\": cannot parse {GoText.Quote(text)} as \"2006\"";
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            return null;
        }

        var parts = text.Split('-');
        if (parts is [_, [_, _] month, [_, _] day] && int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var m) && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return $"parsing time {GoText.Quote(text)}: {(m is < 1 or > 12 ? "month" : "day")} out of range";
        }

        var rest = text[4..];
        return rest.StartsWith('-')
            ? $"parsing time {GoText.Quote(text)} as \"2006-01-02\": cannot parse {GoText.Quote(rest[1..])} as \"01\""
            : $"parsing time {GoText.Quote(text)} as \"2006-01-02\": cannot parse {GoText.Quote(rest)} as \"-\"";
    }

    public static string? CheckTime(string text)
    {
        if (text.Length < 9)
        {
            return "less than 9 characters long";
        }

        if (text[2] != ':' || text[5] != ':')
        {
            return "missing colon in correct place";
        }

        if (!TryReadTwo(text, 0, out var hour) || !TryReadTwo(text, 3, out var minute) || !TryReadTwo(text, 6, out var second))
        {
            return "invalid hour/min/sec";
        }

        if (hour > 23 || minute > 59 || second > 60)
        {
            return "hour/min/sec out of range";
        }

        var rest = text.AsSpan(8);
        if (rest[0] == '.')
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            var digits = end < 0 ? rest.Length - 1 : end;
            if (digits == 0)
            {
                return "no digits in second fraction";
            }

            rest = rest[(digits + 1)..];
        }

        var minutes = (hour * 60) + minute;
        if (rest is not ("z" or "Z"))
        {
            if (CheckOffset(rest.ToString(), ref minutes) is { } reason)
            {
                return reason;
            }
        }

        return second == 60 && minutes != (23 * 60) + 59 ? "invalid leap second" : null;
    }

    public static string? CheckDateTime(string text)
    {
        if (text.Length < 20)
        {
            return "less than 20 characters long";
        }

        if (text[10] is not ('t' or 'T'))
        {
            return "11th character must be t or T";
        }

        return CheckDate(text[..10]) is { } date ? $"invalid date element: {date}"
            : CheckTime(text[11..]) is { } time ? $"invalid time element: {time}"
            : null;
    }

    public static string? CheckDuration(string text)
    {
        if (!text.StartsWith('P'))
        {
            return "must start with P";
        }

        var rest = text[1..];
        if (rest.Length == 0)
        {
            return "nothing after P";
        }

        if (rest.EndsWith('W'))
        {
            return rest.Length == 1 ? "no number in week" : rest[..^1].All(char.IsAsciiDigit) ? null : "invalid week";
        }

        var parts = rest.Split('T');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0 && parts[i].Length == 0)
            {
                return "no time elements";
            }

            if (i >= DurationUnits.Length)
            {
                return "more than one T";
            }

            if (CheckDurationPart(parts[i], DurationUnits[i]) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }

    public static string? CheckPeriod(string text)
    {
        var slash = text.IndexOf('/');
        if (slash < 0)
        {
            return "missing slash";
        }

        var (start, end) = (text[..slash], text[(slash + 1)..]);
        if (start.StartsWith('P'))
        {
            return CheckDuration(start) is { } duration ? $"invalid start duration: {duration}" : Ending(CheckDateTime(end), "date-time");
        }

        return CheckDateTime(start) is { } moment ? $"invalid start date-time: {moment}"
            : end.StartsWith('P') ? Ending(CheckDuration(end), "duration")
            : Ending(CheckDateTime(end), "date-time");
    }

    private static string? Ending(string? reason, string what) => reason is null ? null : $"invalid end {what}: {reason}";

    private static string? CheckDurationPart(string part, string allUnits)
    {
        var units = allUnits;
        while (part.Length > 0)
        {
            var end = part.AsSpan().IndexOfAnyExceptInRange('0', '9');
            if (end == 0)
            {
                return "missing number";
            }

            if (end < 0)
            {
                return "missing unit";
            }

            var unit = part[end];
            var place = units.IndexOf(unit);
            if (place < 0)
            {
                return allUnits.Contains(unit) ? $"unit {GoText.QuoteRune(unit)} out of order" : $"invalid unit {GoText.QuoteRune(unit)}";
            }

            units = units[(place + 1)..];
            part = part[(end + 1)..];
        }

        return null;
    }

    private static string? CheckOffset(string text, ref int minutes)
    {
        if (text.Length != 6)
        {
            return "offset must be 6 characters long";
        }

        if (text[0] is not ('+' or '-'))
        {
            return "offset must begin with plus/minus";
        }

        if (text[3] != ':')
        {
            return "missing colon in offset in correct place";
        }

        if (!TryReadTwo(text, 1, out var hour) || !TryReadTwo(text, 4, out var minute))
        {
            return "invalid hour/min in offset";
        }

        if (hour > 23 || minute > 59)
        {
            return "hour/min in offset out of range";
        }

        minutes += (text[0] == '+' ? -1 : 1) * ((hour * 60) + minute);
        minutes += minutes < 0 ? 24 * 60 : 0;
        return null;
    }

    private static bool TryReadTwo(string text, int start, out int number) =>
        int.TryParse(text.AsSpan(start, 2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
