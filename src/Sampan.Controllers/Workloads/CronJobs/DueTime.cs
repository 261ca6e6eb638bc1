using Sampan.Kubernetes.Schedules;

namespace Sampan.Controllers.Workloads.CronJobs;

/// <summary>Which start a CronJob owes (kubernetes/pkg/controller/cronjob, mostRecentScheduleTime).</summary>
/// <param name="Time">The latest time that is due and not yet started; null if there is none.</param>
/// <param name="Missed">How many were due before it and are skipped.</param>
/// <param name="Next">The first time that is due after now; null if there is none.</param>
internal readonly record struct DueTime(DateTimeOffset? Time, long Missed, DateTimeOffset? Next)
{
    /// <summary>The start that is owed within the CronJob's deadline.</summary>
    /// <exception cref="FormatException">The schedule is never met.</exception>
    public static DueTime Of(CronJobState job, CronSchedule schedule, DateTimeOffset now)
    {
        var earliest = Earliest(job, now);
        return After(job.StartingDeadline is { } deadline && now - deadline > earliest ? now - deadline : earliest, schedule, now);
    }

    /// <summary>The first time that is due after now: a deadline does not move it, which would shift a constant delay.</summary>
    public static DateTimeOffset? NextOf(CronJobState job, CronSchedule schedule, DateTimeOffset now) => After(Earliest(job, now), schedule, now).Next;

    private static DateTimeOffset Earliest(CronJobState job, DateTimeOffset now) => job.LastSchedule ?? job.Object.Metadata.CreationTimestamp ?? now;

    private static DueTime After(DateTimeOffset earliest, CronSchedule schedule, DateTimeOffset now)
    {
        var due = schedule.Next(earliest) ?? throw new FormatException("time difference between two schedules is less than 1 second");
        if (now < due)
        {
            return new DueTime(null, 0, due);
        }

        var next = schedule.Next(due);
        if (next is not { } second || now < second)
        {
            return new DueTime(due, 0, next);
        }

        // Of a long absence only the last interval is walked through, whatever the schedule is.
        var interval = second - due;
        var skipped = (now - due).Ticks / interval.Ticks;
        for (next = schedule.Next(due + (interval * (skipped - 1))); next is { } time && time <= now; next = schedule.Next(time))
        {
            due = time;
        }

        return new DueTime(due, skipped, next);
    }
}
