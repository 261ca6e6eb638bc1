using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>What the scheduler needs of a core/v1 Volume: the claim behind it, or the disk that only some pods can share.</summary>
/// <param name="ClaimName">The PersistentVolumeClaim's name, or null.</param>
/// <param name="IsEphemeral">Whether the claim is made for this pod (<c>ephemeral</c>) and belongs to it.</param>
/// <param name="Disk">The disk that the volume names itself, or null.</param>
internal sealed record PodVolume(string? ClaimName, bool IsEphemeral, SharedDisk? Disk)
{
    public static PodVolume Of(JsonElement volume, string podName)
    {
        if (volume.Member("persistentVolumeClaim") is { } claim)
        {
            return new PodVolume(claim.StringOrEmpty("claimName"), IsEphemeral: false, null);
        }

        return volume.Member("ephemeral") is null
            ? new PodVolume(null, IsEphemeral: false, SharedDisk.Of(volume))
            : new PodVolume($"{podName}-{volume.StringOrEmpty("name")}", IsEphemeral: true, null);
    }
}
