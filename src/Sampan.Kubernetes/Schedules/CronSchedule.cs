namespace Sampan.Kubernetes.Schedules;

/// <summary>
/// When a CronJob's Jobs are due: five fields, a name such as <c>@daily</c>, or <c>@every 90m</c>
/// (github.com/robfig/cron, ParseStandard).
/// </summary>
public abstract class CronSchedule
{
    private const string Every = "@every ";

    /// <summary>Reads a schedule.</summary>
    /// <param name="text">Minute, hour, day of month, month and day of week; or a name; or <c>@every</c> and a duration.</param>
    /// <param name="zone">The time zone in which it is due.</param>
    /// <exception cref="FormatException">The text is none.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        if (text.StartsWith(Every, StringComparison.Ordinal))
        {
            return DelaySchedule.Parse(text, text[Every.Length..]);
        }

        var fields = Spelled(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return text.Length == 0 ? throw new FormatException("empty spec string")
            : fields.Length == 5
            ? new FieldSchedule(fields, zone)
            : throw new FormatException(text.StartsWith('@') ? $"unrecognized descriptor: {text}" : $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
    }

    /// <summary>The first time that is due after another; null if there is none.</summary>
    /// <param name="after">The time that has passed.</param>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

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
