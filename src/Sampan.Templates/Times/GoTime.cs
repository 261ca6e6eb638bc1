using Sampan.Templates.Functions;
using Sampan.Templates.Serialization;
using Sampan.Templates.Values;

namespace Sampan.Templates.Times;

/// <summary>Go's <c>time.Time</c>: an instant with nanoseconds, in a zone.</summary>
/// <param name="Seconds">Seconds since 1970 UTC.</param>
/// <param name="Nanoseconds">Nanoseconds within the second.</param>
/// <param name="Zone">The zone that it is shown in.</param>
public sealed record GoTime(long Seconds, int Nanoseconds, GoZone Zone) : ITemplateObject, IJsonText
{
    private const int SecondsPerDay = 86_400;

    /// <summary>The zero time: 1 January of the year 1, UTC.</summary>
    public static readonly GoTime Zero = Of(new CivilDate(1, 1, 1), 0, 0, 0, 0, GoZone.Utc);

    /// <inheritdoc/>
    public string GoType => "time.Time";

    /// <inheritdoc/>
    public string Text => ToString();

    /// <summary>Whether the time was read from a clock: Go prints the clock's other reading too.</summary>
    public bool IsClockReading { get; init; }

    internal CivilDate Date => CivilDate.Of(LocalDay);

    internal int SecondOfDay => (int)(LocalSeconds - LocalDay * SecondsPerDay);

    internal (int Offset, string Abbreviation) ZoneAt => Zone.At(Seconds);

    /// <inheritdoc/>
    string IJsonText.JsonText => Rfc3339();

    private long LocalSeconds => Seconds + ZoneAt.Offset;

    private long LocalDay => LocalSeconds >= 0 ? LocalSeconds / SecondsPerDay : -((SecondsPerDay - 1 - LocalSeconds) / SecondsPerDay);

    /// <summary>The instant in UTC.</summary>
    public static GoTime From(DateTimeOffset instant) =>
        new(instant.ToUnixTimeSeconds(), (int)(instant.Ticks % TimeSpan.TicksPerSecond) * 100, GoZone.Utc);

    /// <inheritdoc/>
    public TemplateFunction? Method(string name) => GoTimeMethods.Find(this, name);

    /// <summary>As Go prints it: <c>2020-05-17 00:00:00 +0000 UTC</c>.</summary>
    public override string ToString() => TimeFormat.Format(this, "2006-01-02 15:04:05.999999999 -0700 MST") + (IsClockReading ? " m=+0.000000001" : "");

    /// <summary>Whether both are the same instant in the same zone.</summary>
    public bool Equals(GoTime? other) => other is not null && Seconds == other.Seconds && Nanoseconds == other.Nanoseconds && ReferenceEquals(Zone, other.Zone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seconds, Nanoseconds);

    internal static GoTime Of(CivilDate date, int hour, int minute, int second, int nanoseconds, GoZone zone)
    {
        var seconds = date.DayNumber * SecondsPerDay + hour * 3600 + minute * 60 + second;
        return new GoTime(seconds - zone.At(seconds - zone.At(seconds).Offset).Offset, nanoseconds, zone);
    }

    internal GoTime Add(GoDuration duration)
    {
        var total = (Int128)Nanoseconds + duration.Nanoseconds;
        var seconds = total >= 0 ? total / GoDuration.Second : -((GoDuration.Second - 1 - total) / GoDuration.Second);
        return new GoTime(Seconds + (long)seconds, (int)(total - seconds * GoDuration.Second), Zone);
    }

    internal GoDuration Since(GoTime earlier)
    {
        var difference = ((Int128)Seconds - earlier.Seconds) * GoDuration.Second + Nanoseconds - earlier.Nanoseconds;
        return new GoDuration((long)Int128.Clamp(difference, long.MinValue, long.MaxValue));
    }

    internal string Rfc3339() => TimeFormat.Format(this, "2006-01-02T15:04:05.999999999Z07:00");
}
