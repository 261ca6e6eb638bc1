using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Storage;

/// <summary>What the scheduler needs of a core/v1 PersistentVolume.</summary>
internal sealed record Volume
{
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required string ClassName { get; init; }

    public required Quantity Capacity { get; init; }

    public required ImmutableArray<string> AccessModes { get; init; }

    public required string VolumeMode { get; init; }

    public required string Phase { get; init; }

    public required bool IsTerminating { get; init; }

    /// <summary>The claim that the volume is bound to or kept for; null for none.</summary>
    public required NamespacedName? ClaimedBy { get; init; }

    /// <summary>Which nodes reach the volume; null for all.</summary>
    public required NodeSelector? NodeAffinity { get; init; }

    /// <summary>The CSI driver, empty for another kind of volume.</summary>
    public required string Driver { get; init; }

    /// <summary>The volume's identity within its driver.</summary>
    public required string Handle { get; init; }

    public static Volume Of(JsonElement volume)
    {
        var metadata = ObjectMetadata.Of(volume);
        var spec = volume.Member("spec") ?? default;
        var csi = spec.Member("csi") ?? default;
        return new Volume
        {
            Name = metadata.Name,
            Labels = metadata.Labels,
            ClassName = metadata.Annotations.TryGetValue("volume.beta.kubernetes.io/storage-class", out var beta) ? beta : spec.StringOrEmpty("storageClassName"),
            Capacity = spec.Member("capacity", "storage") is { } storage ? Quantity.Parse(storage) : Quantity.Zero,
            AccessModes = [.. spec.Items("accessModes").Select(mode => mode.ToString())],
            VolumeMode = spec.String("volumeMode") ?? "Filesystem",
            Phase = volume.Member("status")?.StringOrEmpty("phase") ?? "",
            IsTerminating = metadata.DeletionTimestamp is not null,
            ClaimedBy = spec.Member("claimRef") is { } claim ? new NamespacedName(claim.StringOrEmpty("namespace"), claim.StringOrEmpty("name")) : null,
            NodeAffinity = NodeSelector.Of(spec.Member("nodeAffinity", "required")),
            Driver = csi.StringOrEmpty("driver"),
            Handle = csi.StringOrEmpty("volumeHandle"),
        };
    }

    /// <summary>Whether a node reaches the volume.</summary>
    public bool IsReachableFrom(Node node) => NodeAffinity is null || NodeAffinity.Matches(node);
}
