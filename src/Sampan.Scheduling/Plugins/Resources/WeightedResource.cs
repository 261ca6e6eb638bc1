using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>A resource that scoring looks at, and how much it counts.</summary>
internal readonly record struct WeightedResource(string Name, long Weight)
{
    private static readonly ImmutableArray<WeightedResource> CpuAndMemory = [new(ResourceNames.Cpu, 1), new(ResourceNames.Memory, 1)];

    private bool IsScalar { get; } = ResourceNames.IsScalar(Name);

    /// <summary>The <c>resources</c> of a plugin's arguments; CPU and memory where there are none. A weight that is unset is 1.</summary>
    public static ImmutableArray<WeightedResource> ListOf(JsonElement owner)
    {
        ImmutableArray<WeightedResource> listed = [.. owner.Items("resources").Select(resource => new WeightedResource(
            resource.StringOrEmpty("name"),
            resource.Integer("weight") is { } weight and not 0 ? weight : 1))];
        return listed.IsEmpty ? CpuAndMemory : listed;
    }

    /// <summary>
    /// What the node has and what would be taken of it. Both are zero where the resource has no say: an extended one
    /// that the pod does not ask for, or that the node does not have.
    /// </summary>
    /// <param name="node">The node.</param>
    /// <param name="request">What the pod asks for.</param>
    /// <param name="filled">Whether pods on the node that name no CPU or memory count with the usual amounts.</param>
    /// <param name="used">What is taken already.</param>
    public long AllocatableOn(NodeInfo node, ResourceAmounts request, bool filled, out long used)
    {
        used = 0;
        switch (Name)
        {
            case ResourceNames.Cpu:
                used = filled ? node.FilledMilliCpu : node.Requested.MilliCpu;
                return node.Node.Allocatable.MilliCpu;
            case ResourceNames.Memory:
                used = filled ? node.FilledMemory : node.Requested.Memory;
                return node.Node.Allocatable.Memory;
            case ResourceNames.EphemeralStorage:
                used = node.Requested.EphemeralStorage;
                return node.Node.Allocatable.EphemeralStorage;
            default:
                if (!IsScalar || request.AmountOf(Name) == 0)
                {
                    return 0;
                }

                used = node.Requested.AmountOf(Name);
                return node.Node.Allocatable.AmountOf(Name);
        }
    }
}
