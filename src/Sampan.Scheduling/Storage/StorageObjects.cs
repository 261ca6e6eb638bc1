using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;

namespace Sampan.Scheduling.Storage;

/// <summary>The volumes of a cluster and everything around them.</summary>
internal sealed record StorageObjects
{
    public static readonly StorageObjects None = new();

    public ImmutableDictionary<NamespacedName, VolumeClaim> Claims { get; init; } = ImmutableDictionary<NamespacedName, VolumeClaim>.Empty;

    public ImmutableDictionary<string, Volume> Volumes { get; init; } = ImmutableDictionary<string, Volume>.Empty;

    public ImmutableDictionary<string, StorageClass> Classes { get; init; } = ImmutableDictionary<string, StorageClass>.Empty;

    public ImmutableDictionary<string, CsiNode> Nodes { get; init; } = ImmutableDictionary<string, CsiNode>.Empty;

    /// <summary>The CSI drivers that publish how much they can still provide.</summary>
    public ImmutableHashSet<string> DriversWithCapacity { get; init; } = [];

    public ImmutableArray<StorageCapacity> Capacities { get; init; } = [];

    public ImmutableArray<VolumeAttachment> Attachments { get; init; } = [];
}
