using System.Globalization;
using System.Text;

namespace Sampan.Templates.Times;

/// <summary>Writes times in Go's layouts.</summary>
internal static class TimeFormat
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;

    public static string Format(GoTime time, string layout)
    {
        var text = new StringBuilder(layout.Length + 8);
        var position = 0;
        while (position < layout.Length)
        {
            var element = TimeLayout.Next(layout, position);
            text.Append(layout, position, element.Start - position);
            Append(text, time, element, layout.AsSpan(element.Start, element.Length));
            position = element.Start + element.Length;
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, GoTime time, TimeElement element, ReadOnlySpan<char> form)
    {
        var date = time.Date;
        var (hour, minute, second) = (time.SecondOfDay / 3600, time.SecondOfDay / 60 % 60, time.SecondOfDay % 60);
        var hour12 = hour % 12 == 0 ? 12 : hour % 12;
        _ = element.Kind switch
        {
            TimeElementKind.LongMonth => text.Append(Names.GetMonthName(date.Month)),
            TimeElementKind.Month => text.Append(Names.GetAbbreviatedMonthName(date.Month)),
            TimeElementKind.NumericMonth => text.Append(date.Month),
            TimeElementKind.ZeroMonth => Padded(text, date.Month, 2, '0'),
            TimeElementKind.LongWeekday => text.Append(Names.GetDayName((DayOfWeek)date.DayOfWeek)),
            TimeElementKind.Weekday => text.Append(Names.GetAbbreviatedDayName((DayOfWeek)date.DayOfWeek)),
            TimeElementKind.Day => text.Append(date.Day),
            TimeElementKind.UnderDay => Padded(text, date.Day, 2, ' '),
            TimeElementKind.ZeroDay => Padded(text, date.Day, 2, '0'),
            TimeElementKind.ZeroYearDay => Padded(text, date.DayOfYear, 3, '0'),
            TimeElementKind.UnderYearDay => Padded(text, date.DayOfYear, 3, ' '),
            TimeElementKind.LongYear => AppendYear(text, date.Year),
            TimeElementKind.Year => Padded(text, Math.Abs(date.Year) % 100, 2, '0'),
            TimeElementKind.Hour => Padded(text, hour, 2, '0'),
            TimeElementKind.Hour12 => text.Append(hour12),
            TimeElementKind.ZeroHour12 => Padded(text, hour12, 2, '0'),
            TimeElementKind.Minute => text.Append(minute),
            TimeElementKind.ZeroMinute => Padded(text, minute, 2, '0'),
            TimeElementKind.Second => text.Append(second),
            TimeElementKind.ZeroSecond => Padded(text, second, 2, '0'),
            TimeElementKind.UpperHalf => text.Append(hour >= 12 ? "PM" : "AM"),
            TimeElementKind.LowerHalf => text.Append(hour >= 12 ? "pm" : "am"),
            TimeElementKind.ZoneName => text.Append(time.ZoneAt is { Abbreviation.Length: > 0 } zone ? zone.Abbreviation : AppendedOffset(time.ZoneAt.Offset)),
            TimeElementKind.IsoOffset when time.ZoneAt.Offset == 0 => text.Append('Z'),
            TimeElementKind.IsoOffset or TimeElementKind.Offset => AppendOffset(text, time.ZoneAt.Offset, form),
            TimeElementKind.Fraction => AppendFraction(text, time.Nanoseconds, form, trims: false),
            TimeElementKind.TrimmedFraction => AppendFraction(text, time.Nanoseconds, form, trims: true),
            _ => text,
        };
    }

    private static StringBuilder Padded(StringBuilder text, long number, int width, char padding) =>
        text.Append(number.ToString(CultureInfo.InvariantCulture).PadLeft(width, padding));

    private static StringBuilder AppendYear(StringBuilder text, long year) => year >= 0
        ? Padded(text, year, 4, '0')
        : Padded(text.Append('-'), -year, 4, '0');

    private static StringBuilder AppendOffset(StringBuilder text, int offset, ReadOnlySpan<char> form)
    {
        var colon = form.Contains(':') ? ":" : "";
        var magnitude = Math.Abs(offset);
        Padded(text.Append(offset < 0 ? '-' : '+'), magnitude / 3600, 2, '0');
        if (form.Length > 3)
        {
            Padded(text.Append(colon), magnitude / 60 % 60, 2, '0');
        }

        return form.Length > 6 ? Padded(text.Append(colon), magnitude % 60, 2, '0') : text;
    }

    private static string AppendedOffset(int offset) => AppendOffset(new StringBuilder(), offset, "-0700").ToString();

    private static StringBuilder AppendFraction(StringBuilder text, int nanoseconds, ReadOnlySpan<char> form, bool trims)
    {
        var digits = nanoseconds.ToString("000000000", CultureInfo.InvariantCulture)[..Math.Min(form.Length - 1, 9)].PadRight(form.Length - 1, '0');
        if (trims)
        {
            digits = digits.TrimEnd('0');
        }

        return digits.Length == 0 ? text : text.Append(form[0]).Append(digits);
    }
}
