using Sampan.Kubernetes.Schedules;

namespace Sampan.Controllers.Workloads.CronJobs;

/// <summary>Which start a CronJob owes (kubernetes/pkg/controller/cronjob, mostRecentScheduleTime).</summary>
/// <param name="Time">The latest time that is due and not yet started; null if there is none.</param>
/// <param name="Missed">How many were due before it and are skipped.</param>
internal readonly record struct DueTime(DateTimeOffset? Time, long Missed)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="FormatException">The schedule is never met.</exception>
    public static DueTime Of(CronJobState job, CronSchedule schedule, DateTimeOffset now)
    {
        var earliest = job.LastSchedule ?? job.Object.Metadata.CreationTimestamp ?? now;
        if (job.StartingDeadline is { } deadline && now - deadline > earliest)
        {
            earliest = now - deadline;
        }

        var due = schedule.Next(earliest) ?? throw new FormatException("time difference between two schedules is less than 1 second");
        if (now < due)
        {
            return new DueTime(null, 0);
        }

        if (schedule.Next(due) is not { } second || now < second)
        {
            return new DueTime(due, 0);
        }

        // Of a long absence only the last interval is walked through, whatever the schedule is.
        var interval = second - due;
        var skipped = (now - due).Ticks / interval.Ticks;
        for (DateTimeOffset? next = schedule.Next(due + (interval * (skipped - 1))); next is { } time && time <= now; next = schedule.Next(time))
        {
            due = time;
        }

        return new DueTime(due, skipped);
    }
}
