using Sampan.Placement.Bindings;

namespace Sampan.Placement;

/// <summary>What is to be written into the binding. A null member is left as it is.</summary>
public sealed record PlacementOutcome
{
    /// <summary>The new <c>spec.clusters</c>, by name, or null.</summary>
    public IReadOnlyList<TargetCluster>? Clusters { get; init; }

    /// <summary>The new annotation <see cref="PlacementBinding.AppliedPlacementAnnotation"/>, or null.</summary>
    public string? AppliedPlacement { get; init; }

    /// <summary>The new condition <c>Scheduled</c>, or null.</summary>
    public ScheduledCondition? Condition { get; init; }

    /// <summary>The new <c>status.schedulerObservingAffinityName</c>, or null.</summary>
    public string? ObservedAffinity { get; init; }

    /// <summary>The new <c>status.schedulerObservedGeneration</c>, or null.</summary>
    public long? ObservedGeneration { get; init; }

    /// <summary>Whether <c>status.lastScheduledTime</c> is set to now.</summary>
    public bool Scheduled { get; init; }

    /// <summary>Whether the binding is to be tried again later.</summary>
    public bool Retry { get; init; }
}
