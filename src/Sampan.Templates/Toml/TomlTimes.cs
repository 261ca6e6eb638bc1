using System.Text.RegularExpressions;
using Sampan.Templates.Times;

namespace Sampan.Templates.Toml;

/// <summary>TOML's dates and times. Those without an offset are in zones whose names say what they are.</summary>
internal static partial class TomlTimes
{
    private static readonly GoZone LocalDateTime = GoZone.Fixed("datetime-local", 0);
    private static readonly GoZone LocalDate = GoZone.Fixed("date-local", 0);
    private static readonly GoZone LocalTime = GoZone.Fixed("time-local", 0);

    /// <summary>The time in its own form.</summary>
    public static string Write(GoTime time) => TimeFormat.Format(time, time.Zone switch
    {
        _ when ReferenceEquals(time.Zone, LocalDateTime) => "2006-01-02T15:04:05.999999999",
        _ when ReferenceEquals(time.Zone, LocalDate) => "2006-01-02",
        _ when ReferenceEquals(time.Zone, LocalTime) => "15:04:05.999999999",
        _ => "2006-01-02T15:04:05.999999999Z07:00",
    });

    /// <summary>The length of the date or time that the text begins with; 0 where it begins with none.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        foreach (var match in Form().EnumerateMatches(text))
        {
            return match.Length;
        }

        return 0;
    }

    /// <summary>Reads a date or time, or says that it is none.</summary>
    public static GoTime? TryRead(string text)
    {
        try
        {
            var normalized = text.Replace(' ', 'T').ToUpperInvariant();
            if (!normalized.Contains('T'))
            {
                return normalized.Contains(':')
                    ? TimeParser.Parse("15:04:05", normalized) with { Zone = LocalTime }
                    : TimeParser.Parse("2006-01-02", normalized) with { Zone = LocalDate };
            }

            return normalized.EndsWith('Z') || normalized.AsSpan(10).IndexOfAny('+', '-') >= 0
                ? TimeParser.Parse("2006-01-02T15:04:05Z07:00", normalized)
                : TimeParser.Parse("2006-01-02T15:04:05", normalized) with { Zone = LocalDateTime };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{2}:[0-9]{2})?)?|[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?)")]
    private static partial Regex Form();
}
