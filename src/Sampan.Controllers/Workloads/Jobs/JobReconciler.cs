using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>Runs a Job's pods until enough have succeeded, or too many have failed, or its time is over.</summary>
internal sealed class JobReconciler : IReconciler
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(10);

    private readonly ControllerContext _context;
    private readonly Informer _jobs;
    private readonly Adoption _adoption;
    private readonly PendingWrites _pending;
    private readonly PodControl _pods;
    private readonly EventRecorder _events;

    private JobReconciler(ControllerContext context, Informer jobs, Informer pods)
    {
        _context = context;
        _jobs = jobs;
        _adoption = new Adoption(context.Cluster, pods, WellKnownTypes.Jobs);
        _pending = new PendingWrites(pods);
        _events = context.Events.For("job-controller");
        _pods = new PodControl(context.Cluster, _events, _pending);
    }

    /// <summary>The controller of a cluster's Jobs.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var jobs = context.Informers.For(WellKnownTypes.Jobs);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        return context.Controller("job-controller", new JobReconciler(context, jobs, pods))
            .Watches(jobs, KeysOf.Itself)
            .Watches(pods, Adoption.Keys(WellKnownTypes.Jobs, jobs, Selectors.OfWorkload));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_jobs.Get(key) is not { } @object)
        {
            _pending.Forget(key);
            return ReconcileResult.Done;
        }

        var job = new JobState(@object);
        var pods = await _adoption.ClaimAsync(@object, Selectors.OfWorkload(@object), cancellationToken);
        if (job.IsFinished || @object.Metadata.DeletionTimestamp is not null)
        {
            await ReleaseAsync(pods, cancellationToken);
            return await ExpireAsync(job, cancellationToken);
        }

        return _pending.AreObserved(key) ? await ProgressAsync(job, pods, cancellationToken) : ReconcileResult.Done;
    }

    private async ValueTask<ReconcileResult> ProgressAsync(JobState job, List<KubernetesObject> pods, CancellationToken cancellationToken)
    {
        var now = _context.Time.GetUtcNow();
        var progress = new JobProgress(job, pods);
        var outcome = JobOutcome.Of(job, progress, now);
        var wanted = outcome is null ? progress.Wanted(job) : 0;
        var delay = Backoff(progress, now);
        var changed = wanted < progress.Active.Count || delay == TimeSpan.Zero
            ? await ScaleAsync(job, progress, wanted, cancellationToken)
            : 0;
        var active = progress.Active.Count + changed;

        var conditions = WithSuspension(job, outcome, now);
        conditions = outcome?.Apply(conditions, isOver: active == 0 && progress.Tracked.Count == 0, now) ?? conditions;
        var status = JobStatus.Compute(job, progress, active, conditions, isStarted: !job.IsSuspended, now);
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Jobs, job.Object, status, ControllerContext.Write, cancellationToken);

        // Only what the stored status notes may go: a pod released earlier would be forgotten.
        await ReleaseAsync(progress.Tracked, cancellationToken);
        Report(job, conditions);
        return new ReconcileResult(Earliest(job, delay, now));
    }

    private async ValueTask<int> ScaleAsync(JobState job, JobProgress progress, int wanted, CancellationToken cancellationToken)
    {
        var missing = wanted - progress.Active.Count;
        try
        {
            if (missing > 0)
            {
                var indexes = job.IsIndexed ? progress.FreeIndexes(job).Take(missing).ToList() : null;
                var count = indexes?.Count ?? missing;
                await SlowStart.RunAsync(count, i => _pods.CreateAsync(job.Object, JobPods.Pod(job, indexes?[i]), cancellationToken));
                return count;
            }

            // Pods that the Job itself ends are no failures: they are not tracked to their end.
            foreach (var pod in progress.Active.Take(-missing))
            {
                await ReleaseAsync([pod], cancellationToken);
                await _pods.DeleteAsync(job.Object, pod, cancellationToken);
            }

            return missing;
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            return 0;
        }
    }

    private IReadOnlyList<Condition> WithSuspension(JobState job, JobOutcome? outcome, DateTimeOffset now)
    {
        const string Type = "Suspended";
        var current = job.Conditions.Find(Type)?.Status;
        if (outcome is null && job.IsSuspended && current != Condition.True)
        {
            _events.Normal(job.Object, "Suspended", "Job suspended");
            return job.Conditions.With(new Condition(Type, Condition.True, "JobSuspended", "Job suspended", now));
        }

        if (!job.IsSuspended && current == Condition.True)
        {
            _events.Normal(job.Object, "Resumed", "Job resumed");
            return job.Conditions.With(new Condition(Type, Condition.False, "JobResumed", "Job resumed", now));
        }

        return job.Conditions;
    }

    private void Report(JobState job, IReadOnlyList<Condition> conditions)
    {
        if (conditions.Find("Complete") is not null && job.Conditions.Find("Complete") is null)
        {
            _events.Normal(job.Object, "Completed", "Job completed");
        }
        else if (conditions.Find("Failed") is { } failed && job.Conditions.Find("Failed") is null)
        {
            _events.Warning(job.Object, failed.Reason, failed.Message);
        }
    }

    /// <summary>Lets ended pods go, whose end is counted.</summary>
    private async ValueTask ReleaseAsync(IEnumerable<KubernetesObject> pods, CancellationToken cancellationToken)
    {
        foreach (var pod in pods.Where(JobPods.IsTracked))
        {
            var finalizers = new JsonArray();
            foreach (var other in pod.Metadata.Finalizers.Where(finalizer => finalizer != JobPods.Tracking))
            {
                finalizers.Add((JsonNode)other);
            }

            var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.Uid, ["finalizers"] = finalizers } };
            try
            {
                await _context.Cluster.PatchAsync(
                    WellKnownTypes.Pods, pod.NamespacedName, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), ControllerContext.Write, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Gone already.
            }
        }
    }

    private async ValueTask<ReconcileResult> ExpireAsync(JobState job, CancellationToken cancellationToken)
    {
        if (job.TimeToLive is not { } life || job.Finished?.LastTransitionTime is not { } end || job.Object.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        var left = end + life - _context.Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        var options = new DeleteOptions { Propagation = PropagationPolicy.Foreground, Uid = job.Object.Metadata.Uid };
        await _context.Cluster.DeleteAsync(WellKnownTypes.Jobs, job.Object.NamespacedName, options, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>How long a failed pod's successor must still wait: 10 s, doubling with every failure.</summary>
    private static TimeSpan Backoff(JobProgress progress, DateTimeOffset now)
    {
        if (progress.Failed == 0 || progress.LastFailure is not { } last)
        {
            return TimeSpan.Zero;
        }

        var left = last + new ExponentialBackoff(FirstBackoff, LongestBackoff).DelayAfter(progress.Failed - 1) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static TimeSpan? Earliest(JobState job, TimeSpan backoff, DateTimeOffset now)
    {
        TimeSpan? deadline = job.ActiveDeadline is { } limit ? (job.StartTime ?? now) + limit - now : null;
        TimeSpan? retry = backoff > TimeSpan.Zero ? backoff : null;
        return (deadline, retry) switch
        {
            ({ } first, { } second) => first < second ? first : second,
            _ => deadline ?? retry,
        };
    }
}
