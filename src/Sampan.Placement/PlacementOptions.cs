using Sampan.Placement.Capacity;

namespace Sampan.Placement;

/// <summary>How the engine places.</summary>
public sealed record PlacementOptions
{
    /// <summary>Karmada's defaults.</summary>
    public static readonly PlacementOptions Default = new();

    /// <summary>The scheduler that the engine acts as; bindings that ask for another one are ignored.</summary>
    public string SchedulerName { get; init; } = "default-scheduler";

    /// <summary>Whether selected clusters that get no replicas stay in the result (<c>--enable-empty-workload-propagation</c>).</summary>
    public bool EnableEmptyWorkloadPropagation { get; init; }

    /// <summary>Who answers how many replicas clusters can take; the smallest answer counts.</summary>
    public IReadOnlyList<ICapacityEstimator> Estimators { get; init; } = [GeneralEstimator.Instance];
}
