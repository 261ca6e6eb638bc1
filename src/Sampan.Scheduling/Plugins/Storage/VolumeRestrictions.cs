using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Refuses nodes with a disk that cannot be shared there, and all nodes while another pod uses a ReadWriteOncePod claim.</summary>
internal sealed class VolumeRestrictions : IFilterPlugin
{
    public string Name => PluginNames.VolumeRestrictions;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Volumes.IsEmpty)
        {
            return PreFilterResult.Skip;
        }

        HashSet<NamespacedName> singlePodClaims = [];
        foreach (var volume in pod.Volumes)
        {
            if (volume.ClaimName is null || volume.IsEphemeral)
            {
                continue;
            }

            var id = new NamespacedName(pod.Namespace, volume.ClaimName);
            if (!snapshot.Objects.Storage.Claims.TryGetValue(id, out var claim))
            {
                return PreFilterResult.Reject(Verdict.Unresolvable(Name, $"persistentvolumeclaim \"{id.Name}\" not found"));
            }

            if (claim.IsSinglePod)
            {
                singlePodClaims.Add(id);
            }
        }

        ImmutableArray<SharedDisk> disks = [.. pod.Volumes.Select(volume => volume.Disk).OfType<SharedDisk>()];
        var users = singlePodClaims.Count == 0 ? 0 : singlePodClaims.Count(claim => IsUsed(claim, snapshot));
        return disks.IsEmpty && users == 0 ? PreFilterResult.Skip : new PreFilterResult(new RestrictionFilter(disks, singlePodClaims, users));
    }

    private static bool IsUsed(NamespacedName claim, ClusterSnapshot snapshot) =>
        snapshot.Table.Any(node => node.Pods.Any(pod => pod.Namespace == claim.Namespace && pod.Volumes.Any(volume => volume.ClaimName == claim.Name)));
}
