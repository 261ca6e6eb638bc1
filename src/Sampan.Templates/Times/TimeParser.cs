using System.Globalization;

namespace Sampan.Templates.Times;

/// <summary>Reads times in Go's layouts, with Go's errors.</summary>
internal sealed class TimeParser(string layout, string text)
{
    private static readonly DateTimeFormatInfo Names = CultureInfo.InvariantCulture.DateTimeFormat;
    private int _position;
    private long _year;
    private int _month = -1;
    private int _day = -1;
    private int _yearDay = -1;
    private int _hour;
    private int _minute;
    private int _second;
    private int _nanoseconds;
    private bool? _isAfternoon;
    private GoZone? _zone;
    private int? _offset;
    private string _zoneName = "";
    private string? _outOfRange;

    /// <exception cref="FormatException">The text is not in the layout, or no time.</exception>
    public static GoTime Parse(string layout, string text) => new TimeParser(layout, text).Run();

    private ReadOnlySpan<char> Rest => text.AsSpan(_position);

    private GoTime Run()
    {
        var position = 0;
        while (true)
        {
            var element = TimeLayout.Next(layout, position);
            var between = layout.AsSpan(position, element.Start - position);
            if (!Skip(between))
            {
                throw Mismatch(between.ToString(), _position);
            }

            if (element.Length == 0)
            {
                return _position == text.Length ? Result() : throw Invalid($": extra text: {TimeQuoting.Quote(Rest.ToString())}");
            }

            var start = _position;
            var form = layout.Substring(element.Start, element.Length);
            position = element.Start + element.Length;
            if (!Read(element.Kind, form, position))
            {
                throw Mismatch(form, start);
            }

            if (_outOfRange is not null)
            {
                throw Invalid($": {_outOfRange} out of range");
            }
        }
    }

    private bool Read(TimeElementKind kind, string form, int next)
    {
        switch (kind)
        {
            case TimeElementKind.LongYear or TimeElementKind.Year:
                return ReadYear(form.Length);
            case TimeElementKind.Month:
                return ReadName(Names.AbbreviatedMonthNames, out _month);
            case TimeElementKind.LongMonth:
                return ReadName(Names.MonthNames, out _month);
            case TimeElementKind.NumericMonth or TimeElementKind.ZeroMonth:
                return ReadNumber(kind == TimeElementKind.ZeroMonth, out _month) && InRange(_month is > 0 and <= 12, "month");
            case TimeElementKind.Weekday:
                return ReadName(Names.AbbreviatedDayNames, out _);
            case TimeElementKind.LongWeekday:
                return ReadName(Names.DayNames, out _);
            case TimeElementKind.Day or TimeElementKind.UnderDay or TimeElementKind.ZeroDay:
                SkipSpaces(kind == TimeElementKind.UnderDay ? 1 : 0);
                return ReadNumber(kind == TimeElementKind.ZeroDay, out _day);
            case TimeElementKind.ZeroYearDay or TimeElementKind.UnderYearDay:
                SkipSpaces(kind == TimeElementKind.UnderYearDay ? 2 : 0);
                return ReadYearDay(kind == TimeElementKind.ZeroYearDay);
            case TimeElementKind.Hour:
                return ReadNumber(isFixed: false, out _hour) && InRange(_hour < 24, "hour");
            case TimeElementKind.Hour12 or TimeElementKind.ZeroHour12:
                return ReadNumber(kind == TimeElementKind.ZeroHour12, out _hour) && InRange(_hour <= 12, "hour");
            case TimeElementKind.Minute or TimeElementKind.ZeroMinute:
                return ReadNumber(kind == TimeElementKind.ZeroMinute, out _minute) && InRange(_minute < 60, "minute");
            case TimeElementKind.Second or TimeElementKind.ZeroSecond:
                return ReadNumber(kind == TimeElementKind.ZeroSecond, out _second) && InRange(_second < 60, "second") && ReadUnaskedFraction(next);
            case TimeElementKind.UpperHalf:
                return ReadHalf("AM", "PM");
            case TimeElementKind.LowerHalf:
                return ReadHalf("am", "pm");
            case TimeElementKind.IsoOffset when Skip("Z"):
                _zone = GoZone.Utc;
                return true;
            case TimeElementKind.IsoOffset or TimeElementKind.Offset:
                return ReadOffset(form);
            case TimeElementKind.ZoneName:
                return ReadZoneName();
            case TimeElementKind.Fraction:
                return Rest.Length >= form.Length && ReadFraction(form.Length);
            default:
                return Rest.Length < 2 || Rest[0] is not ('.' or ',') || !char.IsAsciiDigit(Rest[1]) || ReadFraction(1 + DigitsFrom(1));
        }
    }

    private bool ReadYear(int digits)
    {
        if (Rest.Length < digits || !char.IsAsciiDigit(Rest[0]) || !int.TryParse(Rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var year))
        {
            return false;
        }

        _position += digits;
        _year = digits == 4 ? year : year >= 69 ? year + 1900 : year + 2000;
        return true;
    }

    private bool ReadName(string[] names, out int number)
    {
        for (number = 1; number <= names.Length; number++)
        {
            var name = names[number - 1];
            if (name.Length > 0 && Rest.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            {
                _position += name.Length;
                return true;
            }
        }

        number = -1;
        return false;
    }

    /// <summary>One digit or two; two if fixed.</summary>
    private bool ReadNumber(bool isFixed, out int number)
    {
        number = 0;
        var digits = Math.Min(DigitsFrom(0), 2);
        if (digits == 0 || (isFixed && digits < 2))
        {
            return false;
        }

        number = int.Parse(Rest[..digits], CultureInfo.InvariantCulture);
        _position += digits;
        return true;
    }

    private bool ReadYearDay(bool isFixed)
    {
        var digits = Math.Min(DigitsFrom(0), 3);
        if (digits == 0 || (isFixed && digits < 3))
        {
            return false;
        }

        _yearDay = int.Parse(Rest[..digits], CultureInfo.InvariantCulture);
        _position += digits;
        return true;
    }

    /// <summary>Seconds take a fraction along even if the layout has none.</summary>
    private bool ReadUnaskedFraction(int next)
    {
        if (Rest.Length < 2 || Rest[0] is not ('.' or ',') || !char.IsAsciiDigit(Rest[1]))
        {
            return true;
        }

        return TimeLayout.Next(layout, next).Kind is TimeElementKind.Fraction or TimeElementKind.TrimmedFraction || ReadFraction(1 + DigitsFrom(1));
    }

    private bool ReadFraction(int length)
    {
        var digits = Rest[1..length];
        if (Rest[0] is not ('.' or ',') || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        _nanoseconds = int.Parse(digits[..Math.Min(digits.Length, 9)].ToString().PadRight(9, '0'), CultureInfo.InvariantCulture);
        _position += length;
        return true;
    }

    private bool ReadHalf(string morning, string afternoon)
    {
        _isAfternoon = Rest.StartsWith(afternoon, StringComparison.Ordinal) ? true : Rest.StartsWith(morning, StringComparison.Ordinal) ? false : null;
        _position += _isAfternoon is null ? 0 : 2;
        return _isAfternoon is not null;
    }

    private bool ReadOffset(string form)
    {
        if (Rest.Length < form.Length || Rest[0] is not ('+' or '-'))
        {
            return false;
        }

        var seconds = 0;
        var unit = 3600;
        for (var i = 1; i < form.Length; i += 2, unit /= 60)
        {
            if (form[i] == ':')
            {
                if (Rest[i++] != ':')
                {
                    return false;
                }
            }

            if (!int.TryParse(Rest.Slice(i, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var part))
            {
                return false;
            }

            if (part > (unit == 3600 ? 24 : 60))
            {
                _outOfRange = unit switch { 3600 => "time zone offset hour", 60 => "time zone offset minute", _ => "time zone offset second" };
            }

            seconds += part * unit;
        }

        _offset = Rest[0] == '-' ? -seconds : seconds;
        _position += form.Length;
        return true;
    }

    private bool ReadZoneName()
    {
        if (Skip("UTC"))
        {
            _zone = GoZone.Utc;
            return true;
        }

        var length = ZoneNameLength(Rest);
        _zoneName = Rest[..length].ToString();
        _position += length;
        return length > 0;
    }

    /// <summary>Abbreviations are three capitals, four or five that end in T, or GMT and an offset; some are just an offset.</summary>
    private static int ZoneNameLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("ChST") || text.StartsWith("MeST"))
        {
            return 4;
        }

        if (text.StartsWith("GMT"))
        {
            return 3 + SignedOffsetLength(text[3..]);
        }

        if (text.Length > 0 && text[0] is '+' or '-')
        {
            return SignedOffsetLength(text);
        }

        var capitals = 0;
        while (capitals < Math.Min(text.Length, 6) && char.IsAsciiLetterUpper(text[capitals]))
        {
            capitals++;
        }

        return capitals switch
        {
            5 when text[4] == 'T' => 5,
            4 when text[3] == 'T' || text.StartsWith("WITA") => 4,
            3 => 3,
            _ => 0,
        };
    }

    private static int SignedOffsetLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('+' or '-'))
        {
            return 0;
        }

        var end = 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return int.TryParse(text[1..end], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours <= 23 ? end : 0;
    }

    private GoTime Result()
    {
        if (_isAfternoon == true && _hour < 12)
        {
            _hour += 12;
        }
        else if (_isAfternoon == false && _hour == 12)
        {
            _hour = 0;
        }

        var date = Date();
        var zone = _zone ?? (_offset is { } offset ? offset == 0 && _zoneName.Length == 0 ? GoZone.Utc : GoZone.Fixed(_zoneName, offset) : NamedZone());
        return GoTime.Of(date, _hour, _minute, _second, _nanoseconds, zone);
    }

    private CivilDate Date()
    {
        if (_yearDay >= 0)
        {
            if (_yearDay < 1 || _yearDay > (CivilDate.IsLeap(_year) ? 366 : 365))
            {
                throw Invalid(": day-of-year out of range");
            }

            var date = CivilDate.Of(new CivilDate(_year, 1, 1).DayNumber + _yearDay - 1);
            if (_month >= 0 && _month != date.Month)
            {
                throw Invalid(": day-of-year does not match month");
            }

            return _day >= 0 && _day != date.Day ? throw Invalid(": day-of-year does not match day") : date;
        }

        var month = _month < 0 ? 1 : _month;
        var day = _day < 0 ? 1 : _day;
        return day < 1 || day > CivilDate.DaysIn(month, _year) ? throw Invalid(": day out of range") : new CivilDate(_year, month, day);
    }

    private GoZone NamedZone()
    {
        if (_zoneName.Length == 0)
        {
            return GoZone.Utc;
        }

        var hours = _zoneName.Length > 3 && _zoneName.StartsWith("GMT", StringComparison.Ordinal)
            && int.TryParse(_zoneName.AsSpan(3), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return GoZone.Fixed(_zoneName, hours * 3600);
    }

    /// <summary>Skips text that must be there; spaces match any number of spaces.</summary>
    private bool Skip(ReadOnlySpan<char> expected)
    {
        while (!expected.IsEmpty)
        {
            if (expected[0] == ' ')
            {
                if (Rest.Length > 0 && Rest[0] != ' ')
                {
                    return false;
                }

                expected = expected.TrimStart(' ');
                SkipSpaces(int.MaxValue);
                continue;
            }

            if (Rest.IsEmpty || Rest[0] != expected[0])
            {
                return false;
            }

            expected = expected[1..];
            _position++;
        }

        return true;
    }

    private void SkipSpaces(int most)
    {
        for (var i = 0; i < most && _position < text.Length && text[_position] == ' '; i++)
        {
            _position++;
        }
    }

    private int DigitsFrom(int start)
    {
        var end = start;
        while (end < Rest.Length && char.IsAsciiDigit(Rest[end]))
        {
            end++;
        }

        return end - start;
    }

    private bool InRange(bool isInRange, string what)
    {
        _outOfRange = isInRange ? _outOfRange : what;
        return true;
    }

    private FormatException Mismatch(string element, int at) =>
        new($"parsing time {TimeQuoting.Quote(text)} as {TimeQuoting.Quote(layout)}: cannot parse {TimeQuoting.Quote(text[at..])} as {TimeQuoting.Quote(element)}");

    private FormatException Invalid(string message) => new($"parsing time {TimeQuoting.Quote(text)}{message}");
}
