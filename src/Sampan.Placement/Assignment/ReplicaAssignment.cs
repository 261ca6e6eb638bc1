using Sampan.Placement.Bindings;

namespace Sampan.Placement.Assignment;

/// <summary>Replicas by cluster, or why they cannot be assigned.</summary>
internal readonly record struct ReplicaAssignment(IReadOnlyList<TargetCluster> Clusters, string? Error, bool Unschedulable)
{
    public static ReplicaAssignment Of(IReadOnlyList<TargetCluster> clusters) => new(clusters, null, false);

    public static ReplicaAssignment NotEnough(string error) => new([], error, true);

    public static ReplicaAssignment Failed(string error) => new([], error, false);
}
