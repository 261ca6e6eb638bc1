using System.Collections.Immutable;
using Sampan.Scheduling.Devices;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Plugins.Devices;

/// <summary>The devices that a node reaches: those of each pool's newest generation.</summary>
/// <param name="Devices">The devices, in the order of their slices.</param>
/// <param name="AreComplete">Whether every slice of every pool has been seen.</param>
internal sealed record DevicePools(ImmutableArray<Device> Devices, bool AreComplete)
{
    public static DevicePools Of(ImmutableArray<ResourceSlice> slices, Node node)
    {
        var devices = ImmutableArray.CreateBuilder<Device>();
        var areComplete = true;
        foreach (var pool in slices.GroupBy(slice => (slice.Driver, slice.Pool)))
        {
            var generation = pool.Max(slice => slice.Generation);
            var newest = pool.Where(slice => slice.Generation == generation).ToList();
            var reachable = newest.Where(slice => slice.IsReachableFrom(node)).ToList();
            areComplete &= reachable.Count == 0 || newest.Count >= newest[0].SlicesInPool;
            devices.AddRange(reachable.SelectMany(slice => slice.Devices));
        }

        return new DevicePools(devices.ToImmutable(), areComplete);
    }
}
