using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;

namespace Sampan.Scheduling.Devices;

/// <summary>The devices of a cluster, their classes, and the claims on them.</summary>
internal sealed record DeviceObjects
{
    public static readonly DeviceObjects None = new();

    /// <summary>The selectors of each DeviceClass.</summary>
    public ImmutableDictionary<string, ImmutableArray<DeviceSelector>> Classes { get; init; } = ImmutableDictionary<string, ImmutableArray<DeviceSelector>>.Empty;

    public ImmutableArray<ResourceSlice> Slices { get; init; } = [];

    public ImmutableDictionary<NamespacedName, DeviceClaim> Claims { get; init; } = ImmutableDictionary<NamespacedName, DeviceClaim>.Empty;
}
