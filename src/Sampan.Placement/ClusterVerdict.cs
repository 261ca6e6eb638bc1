using Sampan.Placement.Filtering;
using Sampan.Placement.Selection;

namespace Sampan.Placement;

/// <summary>What became of one cluster in an attempt, and why.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Fate">How far it came.</param>
public sealed record ClusterVerdict(string Cluster, ClusterFate Fate)
{
    /// <summary>Every filter's reason against it; empty where it is feasible.</summary>
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];

    /// <summary>Its score and capacity; null where it is not feasible.</summary>
    public Candidate? Candidate { get; init; }

    /// <summary>The replicas that it runs by this attempt.</summary>
    public int Replicas { get; init; }
}
