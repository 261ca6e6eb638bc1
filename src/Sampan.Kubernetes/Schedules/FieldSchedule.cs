namespace Sampan.Kubernetes.Schedules;

/// <summary>A schedule of five fields: due at every minute at which all of them are true.</summary>
internal sealed class FieldSchedule : CronSchedule
{
    /// <summary>A time that is not met within so many days is never met: 31 February.</summary>
    private const int Horizon = 5 * 366;

    private static readonly string[] Months = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly CronField _minutes;
    private readonly CronField _hours;
    private readonly CronField _days;
    private readonly CronField _months;
    private readonly CronField _weekdays;
    private readonly TimeZoneInfo _zone;

    /// <summary>Reads minute, hour, day of month, month and day of week.</summary>
    /// <exception cref="FormatException">A field is none.</exception>
    public FieldSchedule(string[] fields, TimeZoneInfo zone)
    {
        _minutes = CronField.Parse(fields[0], 0, 59, []);
        _hours = CronField.Parse(fields[1], 0, 23, []);
        _days = CronField.Parse(fields[2], 1, 31, []);
        _months = CronField.Parse(fields[3], 1, 12, Months);
        _weekdays = CronField.Parse(fields[4], 0, 6, Weekdays);
        _zone = zone;
    }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        var day = TimeZoneInfo.ConvertTime(after, _zone).Date;
        for (var i = 0; i < Horizon; i++, day = day.AddDays(1))
        {
            if (IsDue(day) && Times(day).FirstOrDefault(time => time > after) is { Ticks: > 0 } next)
            {
                return next;
            }
        }

        return null;
    }

    private bool IsDue(DateTime day)
    {
        var (inMonth, inWeek) = (_days.Has(day.Day), _weekdays.Has((int)day.DayOfWeek));
        return _months.Has(day.Month) && (_days.IsAny || _weekdays.IsAny ? inMonth && inWeek : inMonth || inWeek);
    }

    private IEnumerable<DateTimeOffset> Times(DateTime day) =>
        from hour in Enumerable.Range(0, 24).Where(_hours.Has)
        from minute in Enumerable.Range(0, 60).Where(_minutes.Has)
        let time = day.AddHours(hour).AddMinutes(minute)
        where !_zone.IsInvalidTime(time)
        select new DateTimeOffset(time, _zone.GetUtcOffset(time)).ToUniversalTime();
}
