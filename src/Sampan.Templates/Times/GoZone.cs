using System.Globalization;

namespace Sampan.Templates.Times;

/// <summary>Go's <c>time.Location</c>: the offset and its abbreviation at any instant.</summary>
public sealed class GoZone
{
    /// <summary>UTC.</summary>
    public static readonly GoZone Utc = new("UTC", 0);

    private readonly string _name;
    private readonly int _offset;
    private readonly TimeZoneInfo? _rules;

    private GoZone(string name, int offset, TimeZoneInfo? rules = null)
    {
        _name = name;
        _offset = offset;
        _rules = rules;
    }

    /// <summary>A zone of one offset, in seconds east of UTC; the name may be empty.</summary>
    public static GoZone Fixed(string name, int offset) => new(name, offset);

    /// <summary>The zone of that name in the zone database, or null. <c>Local</c> is UTC: templates give the same everywhere.</summary>
    public static GoZone? Find(string name)
    {
        if (name is "" or "UTC" or "Local")
        {
            return Utc;
        }

        return !name.Contains("..", StringComparison.Ordinal) && name[0] is not ('/' or '\\') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var rules)
            ? new GoZone(name, 0, rules)
            : null;
    }

    /// <summary>Seconds east of UTC, and the abbreviation, at an instant.</summary>
    internal (int Offset, string Abbreviation) At(long unixSeconds)
    {
        if (_rules is null)
        {
            return (_offset, _name);
        }

        var instant = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(unixSeconds, -62_135_596_800, 253_402_300_799));
        var offset = (int)_rules.GetUtcOffset(instant).TotalSeconds;
        var abbreviation = _rules.IsDaylightSavingTime(instant) ? _rules.DaylightName : _rules.StandardName;
        return (offset, abbreviation.StartsWith('+') || abbreviation.StartsWith('-') ? Offset(offset) : abbreviation);
    }

    /// <summary><c>+0530</c>, or <c>+05</c> for whole hours.</summary>
    private static string Offset(int seconds)
    {
        var minutes = Math.Abs(seconds) / 60;
        var sign = seconds < 0 ? '-' : '+';
        return minutes % 60 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{minutes / 60:00}{minutes % 60:00}");
    }
}
