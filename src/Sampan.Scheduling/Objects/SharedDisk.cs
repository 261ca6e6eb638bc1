using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>A disk that one node can attach for several pods only under conditions: GCE, AWS, Ceph and iSCSI disks.</summary>
/// <param name="Kind">The volume source's field name.</param>
/// <param name="Identity">What names the disk within its kind.</param>
/// <param name="Monitors">Ceph monitors: two disks are the same only if they share one. Empty for other kinds.</param>
/// <param name="MayBeShared">Whether pods that only read may share the disk; an AWS disk is never shared.</param>
/// <param name="IsReadOnly">Whether the pod only reads.</param>
internal sealed record SharedDisk(string Kind, string Identity, ImmutableArray<string> Monitors, bool MayBeShared, bool IsReadOnly)
{
    public static SharedDisk? Of(JsonElement volume)
    {
        if (volume.Member("gcePersistentDisk") is { } gce)
        {
            return new SharedDisk("gcePersistentDisk", gce.StringOrEmpty("pdName"), [], MayBeShared: true, IsReadOnlyDisk(gce));
        }

        if (volume.Member("awsElasticBlockStore") is { } aws)
        {
            return new SharedDisk("awsElasticBlockStore", aws.StringOrEmpty("volumeID"), [], MayBeShared: false, IsReadOnlyDisk(aws));
        }

        if (volume.Member("iscsi") is { } iscsi)
        {
            return new SharedDisk("iscsi", iscsi.StringOrEmpty("iqn"), [], MayBeShared: true, IsReadOnlyDisk(iscsi));
        }

        if (volume.Member("rbd") is { } rbd)
        {
            // The API's defaults: pool "rbd".
            var pool = rbd.String("pool") is { Length: > 0 } named ? named : "rbd";
            return new SharedDisk(
                "rbd",
                $"{pool}/{rbd.StringOrEmpty("image")}",
                [.. rbd.Items("monitors").Select(monitor => monitor.ToString())],
                MayBeShared: true,
                IsReadOnlyDisk(rbd));
        }

        return null;
    }

    /// <summary>Whether pods with these two disks cannot be on one node.</summary>
    public bool ConflictsWith(SharedDisk other) =>
        Kind == other.Kind
        && Identity == other.Identity
        && (Monitors.IsEmpty || Monitors.Any(other.Monitors.Contains))
        && !(MayBeShared && IsReadOnly && other.IsReadOnly);

    private static bool IsReadOnlyDisk(JsonElement disk) => disk.Boolean("readOnly") ?? false;
}
