using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Workloads.ReplicaSets;

/// <summary>A kind of workload that only keeps a number of pods: the one that Deployments use, and its predecessor.</summary>
/// <param name="Type">The kind's type.</param>
/// <param name="Name">What its controller is called.</param>
/// <param name="Component">Who tells of its pods in events.</param>
/// <param name="SelectorOf">Reads which pods an object of the kind selects.</param>
/// <param name="CountsTerminating">Whether its status says how many pods are terminating.</param>
internal sealed record ReplicatedKind(
    ResourceType Type, string Name, string Component, Func<KubernetesObject, LabelSelector> SelectorOf, bool CountsTerminating)
{
    /// <summary>apps/v1 ReplicaSet.</summary>
    public static readonly ReplicatedKind ReplicaSet = new(
        WellKnownTypes.ReplicaSets, "replicaset-controller", "replicaset-controller", Selectors.OfWorkload, CountsTerminating: true);

    /// <summary>core/v1 ReplicationController.</summary>
    public static readonly ReplicatedKind ReplicationController = new(
        WellKnownTypes.ReplicationControllers, "replicationcontroller-controller", "replication-controller", Selectors.OfLabels, CountsTerminating: false);
}
