namespace Sampan.Kubernetes.Schedules;

/// <summary>A schedule that is due at a constant delay after the last time: whole seconds, and at least one.</summary>
internal sealed class DelaySchedule(TimeSpan delay) : CronSchedule
{
    /// <summary>Reads the duration of a schedule.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static DelaySchedule Parse(string schedule, string duration)
    {
        try
        {
            return new DelaySchedule(Whole(DurationText.Read(duration)));
        }
        catch (FormatException exception)
        {
            throw new FormatException($"failed to parse duration {schedule}: {exception.Message}");
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after) => after.AddTicks(-(after.Ticks % TimeSpan.TicksPerSecond)) + delay;

    private static TimeSpan Whole(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : new TimeSpan(duration.Ticks - (duration.Ticks % TimeSpan.TicksPerSecond));
}
