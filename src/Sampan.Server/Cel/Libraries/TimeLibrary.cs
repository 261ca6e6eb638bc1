using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>Parts of times, in UTC or a given zone, and of spans.</summary>
internal static class TimeLibrary
{
    public static IEnumerable<Overload> All =>
    [
        .. Part("getFullYear", "year", time => time.Year),
        .. Part("getMonth", "month", time => time.Month - 1),
        .. Part("getDayOfYear", "day_of_year", time => time.DayOfYear - 1),
        .. Part("getDayOfMonth", "day_of_month", time => time.Day - 1),
        .. Part("getDate", "day_of_month_1_based", time => time.Day),
        .. Part("getDayOfWeek", "day_of_week", time => (int)time.DayOfWeek),
        .. Part("getHours", "hours", time => time.Hour),
        .. Part("getMinutes", "minutes", time => time.Minute),
        .. Part("getSeconds", "seconds", time => time.Second),
        Overload.Member("getMilliseconds", "timestamp_to_milliseconds", [CelType.Timestamp], CelType.Int, a => IntValue.Of(((TimestampValue)a[0]).Nanoseconds / 1_000_000)),
        Overload.Member("getMilliseconds", "timestamp_to_milliseconds_with_tz", [CelType.Timestamp, CelType.String], CelType.Int, a => InZone(a, (_, time) => time.Nanoseconds / 1_000_000)),
        Span("getHours", "hours", 3_600 * DurationValue.Second),
        Span("getMinutes", "minutes", 60 * DurationValue.Second),
        Span("getSeconds", "seconds", DurationValue.Second),
        Overload.Member("getMilliseconds", "duration_to_milliseconds", [CelType.Duration], CelType.Int, a => IntValue.Of(((DurationValue)a[0]).Nanoseconds / 1_000_000)),
    ];

    private static IEnumerable<Overload> Part(string function, string id, Func<DateTime, int> part) =>
    [
        Overload.Member(function, $"timestamp_to_{id}", [CelType.Timestamp], CelType.Int, a => IntValue.Of(part(Times.Utc((TimestampValue)a[0])))),
        Overload.Member(function, $"timestamp_to_{id}_with_tz", [CelType.Timestamp, CelType.String], CelType.Int, a => InZone(a, (local, _) => part(local))),
    ];

    private static Overload Span(string function, string id, long unit) =>
        Overload.Member(function, $"duration_to_{id}", [CelType.Duration], CelType.Int, a => IntValue.Of(((DurationValue)a[0]).Nanoseconds / unit));

    private static CelValue InZone(CelValue[] arguments, Func<DateTime, TimestampValue, int> part)
    {
        var (time, zone) = ((TimestampValue)arguments[0], ((StringValue)arguments[1]).Value);
        return Times.Local(time, zone) is { } local ? IntValue.Of(part(local, time)) : new ErrorValue($"unknown time zone {zone}");
    }
}
