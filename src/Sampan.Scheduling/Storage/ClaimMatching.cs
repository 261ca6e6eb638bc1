using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Plugins.Storage;

namespace Sampan.Scheduling.Storage;

/// <summary>Which existing volume a claim gets that does not wait for a pod. The scheduler's VolumeBinding follows the same rules for those that do.</summary>
public static class ClaimMatching
{
    private static readonly HashSet<string> None = [];

    /// <summary>The volume that is kept for the claim, else the smallest available one that serves it; null for none.</summary>
    /// <param name="claim">A core/v1 PersistentVolumeClaim.</param>
    /// <param name="volumes">The cluster's PersistentVolumes.</param>
    /// <exception cref="FormatException">An amount of storage is no quantity.</exception>
    public static KubernetesObject? Find(KubernetesObject claim, IReadOnlyList<KubernetesObject> volumes) =>
        VolumeMatching.Find(VolumeClaim.Of(claim.Root), volumes.Select(volume => Volume.Of(volume.Root)), node: null, None) is { } found
            ? volumes.First(volume => volume.Metadata.Name == found.Name)
            : null;
}
