namespace Sampan.Kubernetes.Schedules;

/// <summary>When a CronJob's Jobs are due: five fields, or a name such as <c>@daily</c> (github.com/robfig/cron, ParseStandard).</summary>
public sealed class CronSchedule
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

    private CronSchedule(string[] fields, TimeZoneInfo zone)
    {
        _minutes = CronField.Parse(fields[0], 0, 59, []);
        _hours = CronField.Parse(fields[1], 0, 23, []);
        _days = CronField.Parse(fields[2], 1, 31, []);
        _months = CronField.Parse(fields[3], 1, 12, Months);
        _weekdays = CronField.Parse(fields[4], 0, 6, Weekdays);
        _zone = zone;
    }

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Minute, hour, day of month, month and day of week; or a name.</param>
    /// <param name="zone">The time zone in which it is due.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        var fields = Spelled(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return text.Length == 0 ? throw new FormatException("empty spec string")
            : fields.Length == 5
            ? new CronSchedule(fields, zone)
            : throw new FormatException(text.StartsWith('@') ? $"unrecognized descriptor: {text}" : $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
    }

    /// <summary>The first time that is due after another; null if there is none.</summary>
    /// <param name="after">The time that has passed.</param>
    public DateTimeOffset? Next(DateTimeOffset after)
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

    private static string Spelled(string text) => text switch
    {
        "@yearly" or "@annually" => "0 0 1 1 *",
        "@monthly" => "0 0 1 * *",
        "@weekly" => "0 0 * * 0",
        "@daily" or "@midnight" => "0 0 * * *",
        "@hourly" => "0 * * * *",
        _ => text,
    };
}
