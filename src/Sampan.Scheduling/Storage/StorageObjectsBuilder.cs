using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>Collects a cluster's storage objects.</summary>
internal sealed class StorageObjectsBuilder
{
    private readonly ImmutableDictionary<NamespacedName, VolumeClaim>.Builder _claims = ImmutableDictionary.CreateBuilder<NamespacedName, VolumeClaim>();
    private readonly ImmutableDictionary<string, Volume>.Builder _volumes = ImmutableDictionary.CreateBuilder<string, Volume>();
    private readonly ImmutableDictionary<string, StorageClass>.Builder _classes = ImmutableDictionary.CreateBuilder<string, StorageClass>();
    private readonly ImmutableDictionary<string, CsiNode>.Builder _nodes = ImmutableDictionary.CreateBuilder<string, CsiNode>();
    private readonly ImmutableHashSet<string>.Builder _driversWithCapacity = ImmutableHashSet.CreateBuilder<string>();
    private readonly ImmutableArray<StorageCapacity>.Builder _capacities = ImmutableArray.CreateBuilder<StorageCapacity>();
    private readonly ImmutableArray<VolumeAttachment>.Builder _attachments = ImmutableArray.CreateBuilder<VolumeAttachment>();

    public void Add(string kind, JsonElement @object)
    {
        switch (kind)
        {
            case "PersistentVolumeClaim":
                var claim = VolumeClaim.Of(@object);
                _claims[claim.Id] = claim;
                break;
            case "PersistentVolume":
                var volume = Volume.Of(@object);
                _volumes[volume.Name] = volume;
                break;
            case "StorageClass":
                var storageClass = StorageClass.Of(@object);
                _classes[storageClass.Name] = storageClass;
                break;
            case "CSINode":
                var node = CsiNode.Of(@object);
                _nodes[node.Name] = node;
                break;
            case "CSIDriver" when @object.Member("spec")?.Boolean("storageCapacity") == true:
                _driversWithCapacity.Add(@object.Member("metadata")?.StringOrEmpty("name") ?? "");
                break;
            case "CSIStorageCapacity":
                _capacities.Add(StorageCapacity.Of(@object));
                break;
            case "VolumeAttachment":
                _attachments.Add(VolumeAttachment.Of(@object));
                break;
        }
    }

    public StorageObjects Build() => new()
    {
        Claims = _claims.ToImmutable(),
        Volumes = _volumes.ToImmutable(),
        Classes = _classes.ToImmutable(),
        Nodes = _nodes.ToImmutable(),
        DriversWithCapacity = _driversWithCapacity.ToImmutable(),
        Capacities = _capacities.ToImmutable(),
        Attachments = _attachments.ToImmutable(),
    };
}
