using System.Collections.Immutable;
using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>The filter of <see cref="VolumeRestrictions"/>: disks by node, claims by their users anywhere.</summary>
internal sealed class RestrictionFilter(ImmutableArray<SharedDisk> disks, HashSet<NamespacedName> singlePodClaims, int users) : IPodTrackingFilter
{
    private static readonly Verdict DiskTaken = Verdict.Unschedulable(PluginNames.VolumeRestrictions, "node(s) had no available disk");

    private static readonly Verdict ClaimInUse = Verdict.Unschedulable(
        PluginNames.VolumeRestrictions,
        "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod");

    private int _users = users;

    public IPodTrackingFilter Copy() => new RestrictionFilter(disks, singlePodClaims, _users);

    public void Track(PodInfo pod, NodeInfo node, int delta)
    {
        foreach (var volume in pod.Volumes)
        {
            if (volume is { ClaimName: { } name, IsEphemeral: false } && singlePodClaims.Contains(new NamespacedName(pod.Namespace, name)))
            {
                _users += delta;
            }
        }
    }

    public Verdict? Filter(NodeInfo node)
    {
        foreach (var disk in disks)
        {
            foreach (var pod in node.Pods)
            {
                foreach (var volume in pod.Volumes)
                {
                    if (volume.Disk is { } other && disk.ConflictsWith(other))
                    {
                        return DiskTaken;
                    }
                }
            }
        }

        return _users > 0 ? ClaimInUse : null;
    }
}
