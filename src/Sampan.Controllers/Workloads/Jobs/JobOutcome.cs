using Sampan.Controllers.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>Why a Job has ended.</summary>
internal sealed record JobOutcome(bool IsSuccess, string Reason, string Message)
{
    /// <summary>The outcome that a Job has reached, or null while it goes on.</summary>
    /// <remarks>Reasons and messages of <c>pkg/controller/job/job_controller.go</c>.</remarks>
    public static JobOutcome? Of(JobState job, JobProgress progress, DateTimeOffset now)
    {
        if (progress.Failed > job.BackoffLimit)
        {
            return new JobOutcome(false, "BackoffLimitExceeded", "Job has reached the specified backoff limit");
        }

        if (!job.IsSuspended && job.ActiveDeadline is { } deadline && job.StartTime + deadline <= now)
        {
            return new JobOutcome(false, "DeadlineExceeded", "Job was active longer than specified deadline");
        }

        return progress.IsComplete(job) ? new JobOutcome(true, "CompletionsReached", "Reached expected number of succeeded pods") : null;
    }

    /// <summary>The conditions that announce and state the end; the second follows when no pod is left at work.</summary>
    public IReadOnlyList<Condition> Apply(IReadOnlyList<Condition> conditions, bool isOver, DateTimeOffset now)
    {
        conditions = With(conditions, IsSuccess ? "SuccessCriteriaMet" : "FailureTarget", now);
        return isOver ? With(conditions, IsSuccess ? "Complete" : "Failed", now) : conditions;
    }

    private IReadOnlyList<Condition> With(IReadOnlyList<Condition> conditions, string type, DateTimeOffset now) =>
        conditions.Find(type)?.Status == Condition.True ? conditions : conditions.With(new Condition(type, Condition.True, Reason, Message, now));
}
