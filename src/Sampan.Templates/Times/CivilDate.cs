namespace Sampan.Templates.Times;

/// <summary>A day of the proleptic Gregorian calendar, in any year: .NET's dates end where Go's go on.</summary>
/// <param name="Year">The year; 0 and below too.</param>
/// <param name="Month">The month, from 1.</param>
/// <param name="Day">The day of the month, from 1.</param>
internal readonly record struct CivilDate(long Year, int Month, int Day)
{
    private const int DaysPerEra = 146_097;
    private const int DaysToEpoch = 719_468;

    /// <summary>Days since 1970-01-01. Years begin in March here, so that leap days come last; an era is 400 years.</summary>
    public long DayNumber
    {
        get
        {
            var year = Month <= 2 ? Year - 1 : Year;
            var era = FloorDivide(year, 400);
            var yearOfEra = year - era * 400;
            var dayOfYear = (153 * (Month + (Month > 2 ? -3 : 9)) + 2) / 5 + Day - 1;
            return era * DaysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - DaysToEpoch;
        }
    }

    public int DayOfYear => (int)(DayNumber - new CivilDate(Year, 1, 1).DayNumber) + 1;

    /// <summary>The day of the week, from 0 for Sunday.</summary>
    public int DayOfWeek => (int)(((DayNumber + 4) % 7 + 7) % 7);

    public static CivilDate Of(long dayNumber)
    {
        var days = dayNumber + DaysToEpoch;
        var era = FloorDivide(days, DaysPerEra);
        var dayOfEra = days - era * DaysPerEra;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var shifted = (5 * dayOfYear + 2) / 153;
        var month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
        return new CivilDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, (int)(dayOfYear - (153 * shifted + 2) / 5) + 1);
    }

    public static bool IsLeap(long year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysIn(int month, long year) => month switch
    {
        2 => IsLeap(year) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static long FloorDivide(long value, long divisor) => value >= 0 ? value / divisor : -((divisor - 1 - value) / divisor);
}
