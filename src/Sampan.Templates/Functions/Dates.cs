using System.Globalization;
using Sampan.Templates.Execution;
using Sampan.Templates.Times;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for dates and durations.</summary>
internal static class Dates
{
    private const string HtmlLayout = "2006-01-02";

    public static void AddTo(FunctionTable table)
    {
        table.Add("now", [], (context, _) => Now(context) with { IsClockReading = true });
        table.Add("date", [ParameterType.Text, ParameterType.Any], (context, arguments) => InZone(context, (string)arguments[0]!, arguments[1], "Local"));
        table.Add("htmlDate", [ParameterType.Any], (context, arguments) => InZone(context, HtmlLayout, arguments[0], "Local"));
        table.Add("htmlDateInZone", [ParameterType.Any, ParameterType.Text], (context, arguments) => InZone(context, HtmlLayout, arguments[0], (string)arguments[1]!));
        foreach (var name in (string[])["dateInZone", "date_in_zone"])
        {
            table.Add(name, [ParameterType.Text, ParameterType.Any, ParameterType.Text], (context, arguments) =>
                InZone(context, (string)arguments[0]!, arguments[1], (string)arguments[2]!));
        }

        foreach (var name in (string[])["dateModify", "date_modify"])
        {
            table.Add(name, [ParameterType.Text, ParameterType.Time], (_, arguments) => Modified((string)arguments[0]!, (GoTime)arguments[1]!, mustParse: false));
        }

        foreach (var name in (string[])["mustDateModify", "must_date_modify"])
        {
            table.Add(name, [ParameterType.Text, ParameterType.Time], (_, arguments) => Modified((string)arguments[0]!, (GoTime)arguments[1]!, mustParse: true));
        }

        table.Add("toDate", [ParameterType.Text, ParameterType.Text], (_, arguments) => Parsed((string)arguments[0]!, (string)arguments[1]!, mustParse: false));
        table.Add("mustToDate", [ParameterType.Text, ParameterType.Text], (_, arguments) => Parsed((string)arguments[0]!, (string)arguments[1]!, mustParse: true));
        table.Add("unixEpoch", [ParameterType.Time], (_, arguments) => ((GoTime)arguments[0]!).Seconds.ToString(CultureInfo.InvariantCulture));
        table.Add("ago", [ParameterType.Any], (context, arguments) => Ago(context, arguments[0]));
        table.Add("duration", [ParameterType.Any], (_, arguments) => new GoDuration(unchecked(Seconds(arguments[0]) * GoDuration.Second)).ToString());
        table.Add("durationRound", [ParameterType.Any], (context, arguments) => Rounded(context, arguments[0]));
    }

    private static GoTime Now(FunctionContext context) => GoTime.From(context.Options.Clock.GetUtcNow());

    private static GoTime TimeOf(FunctionContext context, object? value) => value switch
    {
        GoTime time => time,
        nint seconds => new GoTime(seconds, 0, GoZone.Utc),
        long seconds => new GoTime(seconds, 0, GoZone.Utc),
        int seconds => new GoTime(seconds, 0, GoZone.Utc),
        _ => Now(context),
    };

    private static string InZone(FunctionContext context, string layout, object? value, string zone) =>
        TimeFormat.Format(TimeOf(context, value) with { Zone = GoZone.Find(zone) ?? GoZone.Utc }, layout);

    private static GoTime Modified(string duration, GoTime time, bool mustParse)
    {
        try
        {
            return time.Add(DurationParser.Parse(duration));
        }
        catch (FormatException exception)
        {
            return mustParse ? throw new FunctionException(exception.Message) : time;
        }
    }

    private static GoTime Parsed(string layout, string text, bool mustParse)
    {
        try
        {
            return TimeParser.Parse(layout, text);
        }
        catch (FormatException exception)
        {
            return mustParse ? throw new FunctionException(exception.Message) : GoTime.Zero;
        }
    }

    private static string Ago(FunctionContext context, object? value)
    {
        var now = Now(context);
        var passed = value switch
        {
            GoTime time => now.Since(time),
            nint or long => now.Since(TimeOf(context, value)),
            _ => default,
        };
        var rounded = Math.Round(passed.Nanoseconds / (decimal)GoDuration.Second, MidpointRounding.AwayFromZero);
        return new GoDuration((long)rounded * GoDuration.Second).ToString();
    }

    private static long Seconds(object? value) => value switch
    {
        string text => Formatting.GoNumber.TryParseInteger(text, 10, out var number) ? number : 0,
        long number => number,
        _ => 0,
    };

    private static string Rounded(FunctionContext context, object? value)
    {
        var length = Math.Abs((decimal)Length(context, value).Nanoseconds);
        foreach (var (unit, name) in ((long, string)[])
            [(GoDuration.Hour * 24 * 365, "y"), (GoDuration.Hour * 24 * 30, "mo"), (GoDuration.Hour * 24, "d"), (GoDuration.Hour, "h"), (GoDuration.Minute, "m"), (GoDuration.Second, "s")])
        {
            if (length > unit)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{(long)(length / unit)}{name}");
            }
        }

        return "0s";
    }

    private static GoDuration Length(FunctionContext context, object? value)
    {
        try
        {
            return value switch
            {
                string text => DurationParser.Parse(text),
                long nanoseconds => new GoDuration(nanoseconds),
                GoTime time => Now(context).Since(time),
                _ => default,
            };
        }
        catch (FormatException)
        {
            return default;
        }
    }
}
