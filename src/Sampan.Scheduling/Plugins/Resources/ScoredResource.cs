using System.Collections.Immutable;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Resources;

/// <summary>A resource that scoring looks at, for one pod.</summary>
internal readonly struct ScoredResource
{
    private readonly string _name;
    private readonly Kind _kind;

    private ScoredResource(WeightedResource resource, ResourceAmounts request)
    {
        _name = resource.Name;
        Weight = resource.Weight;
        Requested = request.AmountOf(resource.Name);
        _kind = resource.Name switch
        {
            ResourceNames.Cpu => Kind.Cpu,
            ResourceNames.Memory => Kind.Memory,
            ResourceNames.EphemeralStorage => Kind.EphemeralStorage,
            _ => Kind.Scalar,
        };
    }

    private enum Kind
    {
        Cpu,
        Memory,
        EphemeralStorage,
        Scalar,
    }

    public long Weight { get; }

    /// <summary>How much the pod asks for.</summary>
    public long Requested { get; }

    /// <summary>The resources that have a say about the pod: extended ones only if it asks for them.</summary>
    public static ScoredResource[] ListFor(ImmutableArray<WeightedResource> resources, ResourceAmounts request) =>
    [
        .. resources
            .Select(resource => new ScoredResource(resource, request))
            .Where(resource => resource._kind != Kind.Scalar || (resource.Requested != 0 && ResourceNames.IsScalar(resource._name))),
    ];

    /// <summary>What the node has of the resource; zero where it has none.</summary>
    public long AllocatableOn(NodeInfo node) => _kind switch
    {
        Kind.Cpu => node.Node.Allocatable.MilliCpu,
        Kind.Memory => node.Node.Allocatable.Memory,
        Kind.EphemeralStorage => node.Node.Allocatable.EphemeralStorage,
        _ => node.Node.Allocatable.AmountOf(_name),
    };

    /// <summary>What the pods on the node hold of the resource.</summary>
    public long UsedOn(NodeInfo node) => _kind switch
    {
        Kind.Cpu => node.Requested.MilliCpu,
        Kind.Memory => node.Requested.Memory,
        Kind.EphemeralStorage => node.Requested.EphemeralStorage,
        _ => node.Requested.AmountOf(_name),
    };

    /// <summary>The same, with the usual amounts for containers that name no CPU or memory.</summary>
    public long FilledOn(NodeInfo node) => _kind switch
    {
        Kind.Cpu => node.FilledMilliCpu,
        Kind.Memory => node.FilledMemory,
        _ => UsedOn(node),
    };
}
