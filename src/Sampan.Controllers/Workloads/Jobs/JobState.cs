using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>The fields of a Job that its controller reads.</summary>
internal sealed class JobState(KubernetesObject @object)
{
    private readonly System.Text.Json.JsonElement _spec = @object.Root.Member("spec") ?? default;
    private readonly System.Text.Json.JsonElement _status = @object.Root.Member("status") ?? default;

    public KubernetesObject Object => @object;

    public string Name => @object.Metadata.Name;

    public int Parallelism => (int)(_spec.Integer("parallelism") ?? 1);

    /// <summary>Successes wanted; null: any one pod's success, once all others have ended.</summary>
    public int? Completions => (int?)_spec.Integer("completions");

    public bool IsIndexed => _spec.StringOrEmpty("completionMode") == "Indexed";

    public bool IsSuspended => _spec.Boolean("suspend") ?? false;

    public int BackoffLimit => (int)(_spec.Integer("backoffLimit") ?? 6);

    public TimeSpan? ActiveDeadline => _spec.Integer("activeDeadlineSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public TimeSpan? TimeToLive => _spec.Integer("ttlSecondsAfterFinished") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public DateTimeOffset? StartTime => KubernetesTime.Parse(_status.String("startTime"));

    public int Succeeded => (int)(_status.Integer("succeeded") ?? 0);

    public int Failed => (int)(_status.Integer("failed") ?? 0);

    /// <summary>UIDs of ended pods that are noted but not yet counted.</summary>
    public IReadOnlyList<string> NotedSuccesses => Noted("succeeded");

    public IReadOnlyList<string> NotedFailures => Noted("failed");

    public string CompletedIndexes => _status.StringOrEmpty("completedIndexes");

    public IReadOnlyList<Condition> Conditions { get; } = Objects.Conditions.Of(@object);

    public bool IsFinished => Finished is not null;

    /// <summary>The condition by which the Job has ended, or null.</summary>
    public Condition? Finished => Conditions.FirstOrDefault(condition => condition is { Type: "Complete" or "Failed", Status: Condition.True });

    private List<string> Noted(string list) => [.. (_status.Member("uncountedTerminatedPods") ?? default).Items(list).Select(uid => uid.ToString())];
}
