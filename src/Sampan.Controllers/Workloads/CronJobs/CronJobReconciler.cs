using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads.Jobs;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schedules;

namespace Sampan.Controllers.Workloads.CronJobs;

/// <summary>Starts a Job whenever a CronJob's schedule says, and keeps as many ended ones as its history limits allow.</summary>
internal sealed class CronJobReconciler : IReconciler
{
    private const int ManyMissed = 100;

    /// <summary>A timer takes no longer time, and clocks change.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly ControllerContext _context;
    private readonly Informer _cronJobs;
    private readonly ObjectIndex _jobs;
    private readonly EventRecorder _events;

    private CronJobReconciler(ControllerContext context, Informer cronJobs, Informer jobs)
    {
        _context = context;
        _cronJobs = cronJobs;
        _jobs = jobs.Index(IndexKeys.Controller);
        _events = context.Events.For("cronjob-controller");
    }

    /// <summary>The controller of a cluster's CronJobs.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var cronJobs = context.Informers.For(WellKnownTypes.CronJobs);
        var jobs = context.Informers.For(WellKnownTypes.Jobs);
        return context.Controller("cronjob-controller", new CronJobReconciler(context, cronJobs, jobs))
            .Watches(cronJobs, KeysOf.Itself)
            .Watches(jobs, KeysOf.Controller(WellKnownTypes.CronJobs));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_cronJobs.Get(key) is not { } @object)
        {
            return ReconcileResult.Done;
        }

        var cronJob = new CronJobState(@object);
        List<JobState> jobs = [.. _jobs[@object.Metadata.Uid].Select(job => new JobState(job))];
        var status = await ObserveAsync(cronJob, jobs, cancellationToken);
        await TrimAsync(cronJob, jobs, cancellationToken);
        var result = ReconcileResult.Done;
        if (@object.Metadata.DeletionTimestamp is null && !cronJob.IsSuspended)
        {
            result = await StartAsync(cronJob, status, cancellationToken);
        }

        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.CronJobs, @object, status.ToJson(), ControllerContext.Write, cancellationToken);
        return result;
    }

    private async ValueTask<CronJobStatus> ObserveAsync(CronJobState cronJob, List<JobState> jobs, CancellationToken cancellationToken)
    {
        var status = new CronJobStatus(cronJob);
        foreach (var job in jobs)
        {
            var isActive = status.IsActive(job.Object.Metadata.Uid);
            if (job.Finished is { } end)
            {
                if (isActive)
                {
                    status.Remove(job.Object.Metadata.Uid);
                    _events.Normal(cronJob.Object, "SawCompletedJob", $"Saw completed job: {job.Name}, condition: {end.Type}");
                }

                status.Succeeded(end.Type == "Complete" ? KubernetesTime.Parse(job.Object.Root.Member("status")?.String("completionTime")) : null);
            }
            else if (!isActive)
            {
                // Created, but the status that would have said so was not written.
                status.Add(job.Object);
            }
        }

        foreach (var reference in status.Active.Where(reference => !jobs.Exists(job => job.Object.Metadata.Uid == Text(reference, "uid"))).ToList())
        {
            if (!await ExistsAsync(cronJob, reference, cancellationToken))
            {
                status.Remove(Text(reference, "uid"));
                _events.Normal(cronJob.Object, "MissingJob", $"Active job went missing: {Text(reference, "name")}");
            }
        }

        return status;
    }

    private async ValueTask<bool> ExistsAsync(CronJobState cronJob, JsonObject reference, CancellationToken cancellationToken)
    {
        try
        {
            var job = await _context.Cluster.GetAsync(WellKnownTypes.Jobs, new NamespacedName(cronJob.Object.Metadata.Namespace, Text(reference, "name")), cancellationToken);
            return job.Metadata.Uid == Text(reference, "uid");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private async ValueTask TrimAsync(CronJobState cronJob, List<JobState> jobs, CancellationToken cancellationToken)
    {
        foreach (var ended in jobs.Where(job => job.IsFinished).GroupBy(job => job.Finished!.Type))
        {
            foreach (var job in ended.OrderByDescending(job => job.StartTime).Skip(cronJob.HistoryLimit(ended.Key)))
            {
                await DeleteAsync(cronJob, job.Object.NamespacedName, cancellationToken);
            }
        }
    }

    private async ValueTask<ReconcileResult> StartAsync(CronJobState cronJob, CronJobStatus status, CancellationToken cancellationToken)
    {
        var now = _context.Time.GetUtcNow();
        var zone = TimeZoneInfo.Utc;
        if (cronJob.TimeZone is { Length: > 0 } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
        {
            _events.Warning(cronJob.Object, "UnknownTimeZone", $"invalid timeZone: \"{name}\": unknown time zone {name}");
            return ReconcileResult.Done;
        }

        if (Parse(cronJob, zone) is not { } schedule || Due(cronJob, schedule, now) is not { } due)
        {
            return ReconcileResult.Done;
        }

        if (due.Time is { } time && await MayStartAsync(cronJob, status, time, now, cancellationToken))
        {
            await CreateAsync(cronJob, status, cronJob.JobAt(time, zone), time, cancellationToken);
        }

        var wait = DueTime.NextOf(cronJob, schedule, now) - now;
        return ReconcileResult.After(wait < LongestWait ? wait.Value : LongestWait);
    }

    private CronSchedule? Parse(CronJobState cronJob, TimeZoneInfo zone)
    {
        try
        {
            return CronSchedule.Parse(cronJob.Schedule, zone);
        }
        catch (FormatException exception)
        {
            _events.Warning(cronJob.Object, "UnparseableSchedule", $"unparseable schedule: \"{cronJob.Schedule}\" : {exception.Message}");
            return null;
        }
    }

    private DueTime? Due(CronJobState cronJob, CronSchedule schedule, DateTimeOffset now)
    {
        try
        {
            var due = DueTime.Of(cronJob, schedule, now);
            if (due.Missed > ManyMissed)
            {
                _events.Warning(cronJob.Object, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
            }

            return due;
        }
        catch (FormatException exception)
        {
            _events.Warning(cronJob.Object, "InvalidSchedule", $"invalid schedule: {cronJob.Schedule} : {exception.Message}");
            return null;
        }
    }

    private async ValueTask<bool> MayStartAsync(CronJobState cronJob, CronJobStatus status, DateTimeOffset time, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (cronJob.StartingDeadline is { } deadline && time + deadline < now)
        {
            _events.Warning(cronJob.Object, "MissSchedule", $"Missed scheduled time to start a job: {time.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture)}");
            return false;
        }

        switch (cronJob.Concurrency)
        {
            case "Forbid" when status.Active.Any():
                _events.Normal(cronJob.Object, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
                return false;
            case "Replace":
                foreach (var reference in status.Active.ToList())
                {
                    await DeleteAsync(cronJob, new NamespacedName(cronJob.Object.Metadata.Namespace, Text(reference, "name")), cancellationToken);
                    status.Remove(Text(reference, "uid"));
                }

                return true;
            default:
                return true;
        }
    }

    private async ValueTask CreateAsync(CronJobState cronJob, CronJobStatus status, KubernetesObject job, DateTimeOffset time, CancellationToken cancellationToken)
    {
        try
        {
            var created = await _context.Cluster.CreateAsync(WellKnownTypes.Jobs, job, ControllerContext.Write, cancellationToken);
            _events.Normal(cronJob.Object, "SuccessfulCreate", $"Created job {created.Metadata.Name}");
            status.Add(created);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Started already: this cache is behind.
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            return;
        }
        catch (ApiException exception)
        {
            _events.Warning(cronJob.Object, "FailedCreate", $"Error creating job: {exception.Message}");
            throw;
        }

        status.LastSchedule = time;
    }

    private async ValueTask DeleteAsync(CronJobState cronJob, NamespacedName job, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.DeleteAsync(WellKnownTypes.Jobs, job, new DeleteOptions { Propagation = PropagationPolicy.Background }, cancellationToken);
            _events.Normal(cronJob.Object, "SuccessfulDelete", $"Deleted job {job.Name}");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Gone already.
        }
    }

    private static string Text(JsonObject reference, string member) => reference[member]?.GetValue<string>() ?? "";
}
