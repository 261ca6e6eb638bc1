using Sampan.Templates.Times;

namespace Sampan.Templates.Toml;

/// <summary>TOML's dates and times. Those without an offset are in zones whose names say what they are.</summary>
internal static class TomlTimes
{
    private static readonly GoZone LocalDateTime = GoZone.Fixed("datetime-local", 0);
    private static readonly GoZone LocalDate = GoZone.Fixed("date-local", 0);
    private static readonly GoZone LocalTime = GoZone.Fixed("time-local", 0);

    private static readonly (string Layout, GoZone? Zone)[] Forms =
    [
        ("2006-01-02T15:04:05.999999999Z07:00", null),
        ("2006-01-02T15:04:05.999999999", LocalDateTime),
        ("2006-01-02", LocalDate),
        ("15:04:05.999999999", LocalTime),
        ("2006-01-02T15:04Z07:00", null),
        ("2006-01-02T15:04", LocalDateTime),
        ("15:04", LocalTime),
    ];

    /// <summary>The time in its own form.</summary>
    public static string Write(GoTime time) => TimeFormat.Format(time, time.Zone switch
    {
        _ when ReferenceEquals(time.Zone, LocalDateTime) => "2006-01-02T15:04:05.999999999",
        _ when ReferenceEquals(time.Zone, LocalDate) => "2006-01-02",
        _ when ReferenceEquals(time.Zone, LocalTime) => "15:04:05.999999999",
        _ => "2006-01-02T15:04:05.999999999Z07:00",
    });

    /// <summary>The text with its letters in upper case, and a letter for a space.</summary>
    public static string Normalize(string text) => text.TrimEnd(' ').Replace(' ', 'T').Replace('t', 'T').Replace('z', 'Z');

    /// <summary>Reads a date or time, or says that it is none.</summary>
    public static GoTime? TryRead(string text)
    {
        foreach (var (layout, zone) in Forms)
        {
            if (Parse(layout, text) is { } time)
            {
                return HasAllDigits(text, layout) ? zone is null ? time : time with { Zone = zone } : null;
            }
        }

        return null;
    }

    private static GoTime? Parse(string layout, string text)
    {
        try
        {
            return TimeParser.Parse(layout, text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Go's parser takes numbers of one digit: then what separates them is not where the layout has it.</summary>
    private static bool HasAllDigits(string text, string layout)
    {
        for (var i = 0; i < layout.Length && layout[i] is not ('.' or 'Z'); i++)
        {
            if (!char.IsAsciiDigit(layout[i]) && text[i] != layout[i])
            {
                return false;
            }
        }

        return true;
    }
}
