using System.Collections.Immutable;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Devices;

/// <summary>Refuses nodes that do not reach the devices of a pod's claims, or have none for claims without devices.</summary>
internal sealed class DeviceFilter(DeviceObjects objects, ImmutableArray<DeviceClaim> claims) : INodeFilter
{
    private static readonly Verdict OutOfReach = Verdict.Unresolvable(PluginNames.DynamicResources, "resourceclaim not available on the node");
    private static readonly Verdict NoDevices = Verdict.Unresolvable(PluginNames.DynamicResources, "cannot allocate all claims");

    private readonly ImmutableArray<DeviceClaim> _unallocated = claims.RemoveAll(claim => claim.Allocation is not null);
    private readonly HashSet<DeviceId> _taken = [.. objects.Claims.Values.SelectMany(claim => claim.Allocation?.Devices ?? [])];

    public Verdict? Filter(NodeInfo node)
    {
        if (claims.Any(claim => claim.Allocation?.Nodes?.Matches(node.Node) == false))
        {
            return OutOfReach;
        }

        return _unallocated.IsEmpty || Allocate(node) is not null ? null : NoDevices;
    }

    /// <summary>The allocation of the claims without devices on a node, or null if there is none.</summary>
    public DeviceAllocator? Allocate(NodeInfo node)
    {
        var allocator = new DeviceAllocator(objects, _unallocated, node.Node, _taken);
        return allocator.TryAllocate() ? allocator : null;
    }
}
