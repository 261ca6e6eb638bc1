using System.Collections.Immutable;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Snapshots;

/// <summary>A node with the pods on it and their sums, immutable: a pod more or less is another NodeInfo.</summary>
public sealed class NodeInfo
{
    private NodeInfo(Node node, ImmutableArray<PodInfo> pods, ResourceAmounts requested, long filledMilliCpu, long filledMemory)
    {
        Node = node;
        Pods = pods;
        Requested = requested;
        FilledMilliCpu = filledMilliCpu;
        FilledMemory = filledMemory;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>The node's name.</summary>
    public string Name => Node.Name;

    /// <summary>The pods on the node, in the order in which they came.</summary>
    public ImmutableArray<PodInfo> Pods { get; }

    /// <summary>What the pods on the node hold.</summary>
    public ResourceAmounts Requested { get; }

    /// <summary>CPU as scoring counts it: 100m for a container that asks for none.</summary>
    internal long FilledMilliCpu { get; }

    /// <summary>Memory as scoring counts it: 200 MiB for a container that asks for none.</summary>
    internal long FilledMemory { get; }

    internal ImmutableArray<PodInfo> PodsWithAffinity { get; private init; } = [];

    internal ImmutableArray<PodInfo> PodsWithRequiredAntiAffinity { get; private init; } = [];

    internal ImmutableArray<HostPort> UsedPorts { get; private init; } = [];

    /// <summary>A node without pods.</summary>
    public static NodeInfo Of(Node node) => new(node, [], ResourceAmounts.None, 0, 0);

    /// <summary>A node with the given pods.</summary>
    public static NodeInfo Of(Node node, IEnumerable<PodInfo> pods) => pods.Aggregate(Of(node), (info, pod) => info.With(pod));

    /// <summary>The node with one pod more.</summary>
    public NodeInfo With(PodInfo pod) => new(
        Node,
        Pods.Add(pod),
        Requested.Plus(pod.RunningRequests),
        FilledMilliCpu + pod.RunningFilledRequests.MilliCpu,
        FilledMemory + pod.RunningFilledRequests.Memory)
    {
        PodsWithAffinity = pod.HasPodAffinity ? PodsWithAffinity.Add(pod) : PodsWithAffinity,
        PodsWithRequiredAntiAffinity = pod.AntiAffinity.Required.IsEmpty ? PodsWithRequiredAntiAffinity : PodsWithRequiredAntiAffinity.Add(pod),
        UsedPorts = UsedPorts.AddRange(pod.HostPorts),
    };

    /// <summary>The node with one pod less; the same node if the pod is not on it.</summary>
    public NodeInfo Without(PodInfo pod)
    {
        var index = Pods.IndexOf(pod);
        if (index < 0)
        {
            return this;
        }

        var present = Pods[index];
        return new NodeInfo(
            Node,
            Pods.RemoveAt(index),
            Requested.Minus(present.RunningRequests),
            FilledMilliCpu - present.RunningFilledRequests.MilliCpu,
            FilledMemory - present.RunningFilledRequests.Memory)
        {
            PodsWithAffinity = PodsWithAffinity.Remove(present),
            PodsWithRequiredAntiAffinity = PodsWithRequiredAntiAffinity.Remove(present),
            UsedPorts = present.HostPorts.IsEmpty ? UsedPorts : [.. Pods.RemoveAt(index).SelectMany(other => other.HostPorts)],
        };
    }

    /// <summary>The same pods on another version of the node.</summary>
    public NodeInfo With(Node node) => new(node, Pods, Requested, FilledMilliCpu, FilledMemory)
    {
        PodsWithAffinity = PodsWithAffinity,
        PodsWithRequiredAntiAffinity = PodsWithRequiredAntiAffinity,
        UsedPorts = UsedPorts,
    };
}
