using System.Globalization;
using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Templates.Times;

/// <summary>The methods of Go's times that templates can call.</summary>
internal static class GoTimeMethods
{
    private static readonly string[] Weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

    public static TemplateFunction? Find(GoTime time, string name) => name switch
    {
        "Year" => Of(name, () => Boxes.Integer(time.Date.Year)),
        "Month" => Of(name, () => new GoNamedInteger("time.Month", "int", time.Date.Month, CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(time.Date.Month))),
        "Day" => Of(name, () => Boxes.Integer(time.Date.Day)),
        "Weekday" => Of(name, () => new GoNamedInteger("time.Weekday", "int", time.Date.DayOfWeek, Weekdays[time.Date.DayOfWeek])),
        "YearDay" => Of(name, () => Boxes.Integer(time.Date.DayOfYear)),
        "Hour" => Of(name, () => Boxes.Integer(time.SecondOfDay / 3600)),
        "Minute" => Of(name, () => Boxes.Integer(time.SecondOfDay / 60 % 60)),
        "Second" => Of(name, () => Boxes.Integer(time.SecondOfDay % 60)),
        "Nanosecond" => Of(name, () => Boxes.Integer(time.Nanoseconds)),
        "Unix" => Of(name, () => Boxes.Long(time.Seconds)),
        "UnixMilli" => Of(name, () => time.Seconds * 1000 + time.Nanoseconds / GoDuration.Millisecond),
        "UnixMicro" => Of(name, () => time.Seconds * 1_000_000 + time.Nanoseconds / GoDuration.Microsecond),
        "UnixNano" => Of(name, () => unchecked(time.Seconds * GoDuration.Second + time.Nanoseconds)),
        "IsZero" => Of(name, () => Boxes.Of(time.Seconds == GoTime.Zero.Seconds && time.Nanoseconds == 0)),
        "UTC" or "Local" => Of(name, () => time with { Zone = GoZone.Utc, IsClockReading = false }),
        "String" => Of(name, time.ToString),
        "Format" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => TimeFormat.Format(time, (string)arguments[0]!)),
        "After" => WithTime(name, other => Boxes.Of(Compare(time, other) > 0)),
        "Before" => WithTime(name, other => Boxes.Of(Compare(time, other) < 0)),
        "Equal" => WithTime(name, other => Boxes.Of(Compare(time, other) == 0)),
        "Compare" => WithTime(name, other => Boxes.Integer(Compare(time, other))),
        "Sub" => WithTime(name, other => time.Since(other)),
        "Add" => new TemplateFunction(name, [ParameterType.Duration], (_, arguments) => time.Add((GoDuration)arguments[0]!)),
        "AddDate" => new TemplateFunction(name, [ParameterType.Integer, ParameterType.Integer, ParameterType.Integer], (_, arguments) =>
            AddDate(time, (nint)arguments[0]!, (nint)arguments[1]!, (nint)arguments[2]!)),
        _ => null,
    };

    private static TemplateFunction Of(string name, Func<object?> value) => new(name, [], (_, _) => value());

    private static TemplateFunction WithTime(string name, Func<GoTime, object?> value) =>
        new(name, [ParameterType.Time], (_, arguments) => value((GoTime)arguments[0]!));

    private static int Compare(GoTime time, GoTime other) => (time.Seconds, time.Nanoseconds).CompareTo((other.Seconds, other.Nanoseconds));

    private static GoTime AddDate(GoTime time, long years, long months, long days)
    {
        var date = time.Date;
        var month = date.Month - 1 + months;
        var carried = month >= 0 ? month / 12 : -((11 - month) / 12);
        var first = new CivilDate(date.Year + years + carried, (int)(month - carried * 12) + 1, 1);
        var second = time.SecondOfDay;
        return GoTime.Of(CivilDate.Of(first.DayNumber + date.Day - 1 + days), second / 3600, second / 60 % 60, second % 60, time.Nanoseconds, time.Zone);
    }
}
