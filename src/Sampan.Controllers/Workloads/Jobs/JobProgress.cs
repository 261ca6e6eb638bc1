using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>
/// How far a Job has come. The end of a pod is counted in three steps, so that none is lost or counted twice whatever
/// breaks off in between: its UID is noted in the status, its finalizer is removed, the note becomes a count.
/// </summary>
internal sealed class JobProgress
{
    public JobProgress(JobState job, IReadOnlyList<KubernetesObject> pods)
    {
        Active = [.. pods.Where(pod => !pod.IsFinished && !pod.IsTerminating)];
        Terminating = pods.Count(pod => !pod.IsFinished && pod.IsTerminating);
        Ready = Active.Count(pod => pod.IsPodReady);

        // A pod that somebody deletes at work has failed, for it may never get to say so itself.
        Tracked = [.. pods.Where(pod => (pod.IsFinished || pod.IsTerminating) && JobPods.IsTracked(pod))];
        LastFailure = pods.Where(pod => pod.Phase == PodReading.Failed).Select(EndOf).Max();
        NotedSuccesses = UidsOf(succeeded: true);
        NotedFailures = UidsOf(succeeded: false);

        // What was noted and is no longer tracked is now counted.
        CountedSuccesses = job.Succeeded + job.NotedSuccesses.Except(NotedSuccesses).Count();
        CountedFailures = job.Failed + job.NotedFailures.Except(NotedFailures).Count();
        CompletedIndexes = IndexRanges.Parse(job.CompletedIndexes);
        CompletedIndexes.UnionWith(Tracked.Where(pod => pod.Phase == PodReading.Succeeded).Select(JobPods.IndexOf).OfType<int>());
        if (job.IsIndexed)
        {
            CountedSuccesses = CompletedIndexes.Count - NotedSuccesses.Count;
        }
    }

    /// <summary>Pods at work.</summary>
    public IReadOnlyList<KubernetesObject> Active { get; }

    /// <summary>Ended pods whose end is not counted yet.</summary>
    public IReadOnlyList<KubernetesObject> Tracked { get; }

    public IReadOnlyList<string> NotedSuccesses { get; }

    public IReadOnlyList<string> NotedFailures { get; }

    public int CountedSuccesses { get; }

    public int CountedFailures { get; }

    public int Terminating { get; }

    public int Ready { get; }

    /// <summary>All successes, counted or not.</summary>
    public int Succeeded => CountedSuccesses + NotedSuccesses.Count;

    /// <summary>All failures, counted or not.</summary>
    public int Failed => CountedFailures + NotedFailures.Count;

    public SortedSet<int> CompletedIndexes { get; }

    public DateTimeOffset? LastFailure { get; }

    /// <summary>Whether the work is done.</summary>
    public bool IsComplete(JobState job) => job.Completions is { } completions
        ? Succeeded >= completions
        : Succeeded > 0 && Active.Count == 0;

    /// <summary>The number of pods that shall be at work.</summary>
    public int Wanted(JobState job)
    {
        if (job.IsSuspended)
        {
            return 0;
        }

        // Without a number of completions, one success says that no new pods are needed.
        return job.Completions is { } completions
            ? Math.Min(job.Parallelism, Math.Max(0, completions - Succeeded))
            : Succeeded > 0 ? Math.Min(job.Parallelism, Active.Count) : job.Parallelism;
    }

    /// <summary>The lowest indexes without a success or a pod at work.</summary>
    public IEnumerable<int> FreeIndexes(JobState job)
    {
        var busy = Active.Select(JobPods.IndexOf).OfType<int>().ToHashSet();
        return Enumerable.Range(0, job.Completions ?? 0).Where(index => !busy.Contains(index) && !CompletedIndexes.Contains(index));
    }

    private List<string> UidsOf(bool succeeded) => [.. Tracked.Where(pod => pod.Phase == PodReading.Succeeded == succeeded).Select(pod => pod.Metadata.Uid)];

    private static DateTimeOffset? EndOf(KubernetesObject pod) => (pod.Root.Member("status") ?? default).Items("containerStatuses")
        .Select(container => KubernetesTime.Parse(container.Member("state", "terminated")?.String("finishedAt")))
        .Max();
}
