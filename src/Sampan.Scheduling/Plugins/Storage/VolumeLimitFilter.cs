using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>Counts a node's volumes by driver: those of its pods, and attachments that no pod accounts for.</summary>
internal sealed class VolumeLimitFilter : INodeFilter
{
    private static readonly Verdict TooMany = Verdict.Unschedulable(PluginNames.NodeVolumeLimits, "node(s) exceed max volume count");

    private readonly StorageObjects _storage;
    private readonly HashSet<AttachableVolume> _wanted = [];

    public VolumeLimitFilter(PodInfo pod, StorageObjects storage)
    {
        _storage = storage;
        AddVolumesOf(pod, _wanted);
    }

    public Verdict? Filter(NodeInfo node)
    {
        if (_wanted.Count == 0 || _storage.Nodes.GetValueOrDefault(node.Name) is not { Limits.IsEmpty: false } limited)
        {
            return null;
        }

        HashSet<AttachableVolume> attached = [];
        foreach (var pod in node.Pods)
        {
            AddVolumesOf(pod, attached);
        }

        AddAttachmentsTo(node.Name, attached);
        foreach (var wanted in _wanted.Where(volume => !attached.Contains(volume)).CountBy(volume => volume.Driver))
        {
            if (limited.Limits.TryGetValue(wanted.Key, out var limit)
                && attached.Count(volume => volume.Driver == wanted.Key) + wanted.Value > limit)
            {
                return TooMany;
            }
        }

        return null;
    }

    private void AddAttachmentsTo(string nodeName, HashSet<AttachableVolume> volumes)
    {
        foreach (var attachment in _storage.Attachments)
        {
            if (attachment.NodeName == nodeName && _storage.Volumes.GetValueOrDefault(attachment.VolumeName) is { Driver.Length: > 0 } volume)
            {
                volumes.Add(new AttachableVolume(volume.Driver, volume.Handle));
            }
        }
    }

    private void AddVolumesOf(PodInfo pod, HashSet<AttachableVolume> volumes)
    {
        foreach (var volume in pod.Volumes)
        {
            if (volume.ClaimName is { } name
                && _storage.Claims.TryGetValue(new NamespacedName(pod.Namespace, name), out var claim)
                && VolumeOf(claim) is { Driver.Length: > 0, Handle.Length: > 0 } attachable)
            {
                volumes.Add(attachable);
            }
        }
    }

    // A claim without a volume counts with the driver that will make it, under a handle that is nobody else's.
    private AttachableVolume VolumeOf(VolumeClaim claim) =>
        _storage.Volumes.TryGetValue(claim.VolumeName, out var volume) ? new AttachableVolume(volume.Driver, volume.Handle)
        : _storage.Classes.TryGetValue(claim.ClassName, out var storageClass) ? new AttachableVolume(storageClass.Provisioner, $"unbound-{claim.Id}")
        : default;
}
