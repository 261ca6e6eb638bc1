using Sampan.Kubernetes.Identity;

namespace Sampan.Planning;

/// <summary>Where a workload would run.</summary>
/// <param name="Release">The release that it belongs to.</param>
/// <param name="Type">Its resource type.</param>
/// <param name="Name">Its place.</param>
/// <param name="Targets">The clusters that it would land in, by name.</param>
public sealed record WorkloadPlan(string Release, ResourceType Type, NamespacedName Name, IReadOnlyList<WorkloadTarget> Targets)
{
    /// <summary>Why no cluster takes it; null where one does.</summary>
    public string? Failure { get; init; }

    /// <summary>
    /// What is not decided before the object exists: replicas that go to one of several equal clusters, which Karmada
    /// settles by the object's UID. Null where everything is decided.
    /// </summary>
    public string? Undecided { get; init; }
}

/// <summary>A workload's share of one cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Replicas">Its replicas there.</param>
/// <param name="Pods">Where each pod would run.</param>
public sealed record WorkloadTarget(string Cluster, int Replicas, IReadOnlyList<PodPlan> Pods);
