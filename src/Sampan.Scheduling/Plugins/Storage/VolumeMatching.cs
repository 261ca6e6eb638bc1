using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Which existing volume a claim gets: the one kept for it, else the smallest free one that serves.</summary>
internal static class VolumeMatching
{
    /// <summary>The volume for a claim of a pod on the node (null for any node), or null; of equally small ones the first by name.</summary>
    public static Volume? Find(VolumeClaim claim, IEnumerable<Volume> volumes, Node? node, ISet<string> taken)
    {
        Volume? smallest = null;
        foreach (var volume in volumes)
        {
            if (taken.Contains(volume.Name)
                || volume.IsTerminating
                || volume.VolumeMode != claim.VolumeMode
                || (volume.ClaimedBy is { } claimer && claimer != claim.Id)
                || volume.Capacity.CompareTo(claim.Request) < 0)
            {
                continue;
            }

            var isReachable = node is null || volume.IsReachableFrom(node);
            if (volume.ClaimedBy is not null)
            {
                return isReachable ? volume : null;
            }

            if (isReachable && IsFree(volume, claim) && (smallest is null || IsBefore(volume, smallest)))
            {
                smallest = volume;
            }
        }

        return smallest;
    }

    private static bool IsFree(Volume volume, VolumeClaim claim) =>
        volume.Phase == "Available"
        && volume.ClassName == claim.ClassName
        && (claim.Selector is null || claim.Selector.Matches(volume.Labels))
        && claim.AccessModes.All(volume.AccessModes.Contains);

    private static bool IsBefore(Volume volume, Volume other)
    {
        var bySize = volume.Capacity.CompareTo(other.Capacity);
        return bySize < 0 || (bySize == 0 && string.CompareOrdinal(volume.Name, other.Name) < 0);
    }
}
