namespace Sampan.Templates.Times;

/// <summary>Cuts one of Go's layouts, which spell a reference time (<c>Mon Jan 2 15:04:05 MST 2006</c>), into elements and the text between.</summary>
internal static class TimeLayout
{
    private static readonly string[] ZoneForms = ["070000", "07:00:00", "0700", "07:00", "07"];

    /// <summary>The next element, and what stands before and after it; an element of length 0 at the end.</summary>
    public static TimeElement Next(ReadOnlySpan<char> layout, int start)
    {
        for (var i = start; i < layout.Length; i++)
        {
            if (At(layout[i..]) is { Length: > 0 } element)
            {
                return element with { Start = i + element.Start };
            }
        }

        return new TimeElement(TimeElementKind.None, layout.Length, 0);
    }

    private static TimeElement At(ReadOnlySpan<char> text) => text[0] switch
    {
        'J' when text.StartsWith("January") => new(TimeElementKind.LongMonth, 0, 7),
        'J' when text.StartsWith("Jan") && !StartsLower(text[3..]) => new(TimeElementKind.Month, 0, 3),
        'M' when text.StartsWith("Monday") => new(TimeElementKind.LongWeekday, 0, 6),
        'M' when text.StartsWith("Mon") && !StartsLower(text[3..]) => new(TimeElementKind.Weekday, 0, 3),
        'M' when text.StartsWith("MST") => new(TimeElementKind.ZoneName, 0, 3),
        '0' when text.StartsWith("002") => new(TimeElementKind.ZeroYearDay, 0, 3),
        '0' when text.Length > 1 && text[1] is >= '1' and <= '6' => new(TimeElementKind.ZeroMonth + (text[1] - '1'), 0, 2),
        '1' when text.StartsWith("15") => new(TimeElementKind.Hour, 0, 2),
        '1' => new(TimeElementKind.NumericMonth, 0, 1),
        '2' when text.StartsWith("2006") => new(TimeElementKind.LongYear, 0, 4),
        '2' => new(TimeElementKind.Day, 0, 1),
        '_' when text.StartsWith("_2006") => new(TimeElementKind.LongYear, 1, 4),
        '_' when text.StartsWith("_2") => new(TimeElementKind.UnderDay, 0, 2),
        '_' when text.StartsWith("__2") => new(TimeElementKind.UnderYearDay, 0, 3),
        '3' => new(TimeElementKind.Hour12, 0, 1),
        '4' => new(TimeElementKind.Minute, 0, 1),
        '5' => new(TimeElementKind.Second, 0, 1),
        'P' when text.StartsWith("PM") => new(TimeElementKind.UpperHalf, 0, 2),
        'p' when text.StartsWith("pm") => new(TimeElementKind.LowerHalf, 0, 2),
        '-' or 'Z' => Zone(text),
        '.' or ',' => Fraction(text),
        _ => default,
    };

    private static TimeElement Zone(ReadOnlySpan<char> text)
    {
        foreach (var form in ZoneForms)
        {
            if (text[1..].StartsWith(form))
            {
                return new TimeElement(text[0] == 'Z' ? TimeElementKind.IsoOffset : TimeElementKind.Offset, 0, form.Length + 1);
            }
        }

        return default;
    }

    private static TimeElement Fraction(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[1] is not ('0' or '9'))
        {
            return default;
        }

        var end = 1;
        while (end < text.Length && text[end] == text[1])
        {
            end++;
        }

        return end < text.Length && char.IsAsciiDigit(text[end])
            ? default
            : new TimeElement(text[1] == '0' ? TimeElementKind.Fraction : TimeElementKind.TrimmedFraction, 0, end);
    }

    private static bool StartsLower(ReadOnlySpan<char> text) => text.Length > 0 && char.IsAsciiLetterLower(text[0]);
}

/// <summary>An element of a layout: what it stands for, and where it is.</summary>
internal readonly record struct TimeElement(TimeElementKind Kind, int Start, int Length);

/// <summary>What an element stands for. The six that a zero and a digit from 1 to 6 spell are in the order of those digits.</summary>
internal enum TimeElementKind
{
    None,
    LongMonth,
    Month,
    NumericMonth,
    LongWeekday,
    Weekday,
    Day,
    UnderDay,
    ZeroYearDay,
    UnderYearDay,
    Hour,
    Hour12,
    Minute,
    Second,
    LongYear,
    ZeroMonth,
    ZeroDay,
    ZeroHour12,
    ZeroMinute,
    ZeroSecond,
    Year,
    UpperHalf,
    LowerHalf,
    ZoneName,
    IsoOffset,
    Offset,
    Fraction,
    TrimmedFraction,
}
