namespace Sampan.Placement;

/// <summary>The kinds of failure, which are the reasons of the condition <c>Scheduled</c>.</summary>
public enum FailureKind
{
    /// <summary>No cluster passed the filters. Upstream's FitError; not retried.</summary>
    NoClusterFit,

    /// <summary>The clusters cannot hold the replicas. Retried.</summary>
    Unschedulable,

    /// <summary>Spread constraints cannot be met, or the placement makes no sense. Retried.</summary>
    SchedulerError,
}
