using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Storage;

/// <summary>What the scheduler needs of a core/v1 PersistentVolumeClaim.</summary>
internal sealed record VolumeClaim
{
    private const string BindCompleted = "pv.kubernetes.io/bind-completed";
    private const string BetaStorageClass = "volume.beta.kubernetes.io/storage-class";

    public required NamespacedName Id { get; init; }

    public required string VolumeName { get; init; }

    public required string ClassName { get; init; }

    /// <summary>Whether binding to <see cref="VolumeName"/> is complete.</summary>
    public required bool IsFullyBound { get; init; }

    public required ImmutableArray<string> AccessModes { get; init; }

    public required Quantity Request { get; init; }

    /// <summary>Which volumes; null for any.</summary>
    public required LabelSelector? Selector { get; init; }

    public required string VolumeMode { get; init; }

    public required string Phase { get; init; }

    public required bool IsTerminating { get; init; }

    /// <summary>The pod that the claim was made for, or null.</summary>
    public required OwnerReference? Controller { get; init; }

    /// <summary>The node that a volume is to be made for, empty while none is chosen.</summary>
    public required string SelectedNode { get; init; }

    /// <summary>Whether only one pod at a time may use the claim.</summary>
    public bool IsSinglePod => AccessModes.Contains("ReadWriteOncePod");

    public static VolumeClaim Of(JsonElement claim)
    {
        var metadata = ObjectMetadata.Of(claim);
        var spec = claim.Member("spec") ?? default;
        return new VolumeClaim
        {
            Id = new NamespacedName(metadata.Namespace, metadata.Name),
            VolumeName = spec.StringOrEmpty("volumeName"),
            ClassName = metadata.Annotations.TryGetValue(BetaStorageClass, out var beta) ? beta : spec.StringOrEmpty("storageClassName"),
            IsFullyBound = spec.StringOrEmpty("volumeName").Length > 0 && metadata.Annotations.ContainsKey(BindCompleted),
            AccessModes = [.. spec.Items("accessModes").Select(mode => mode.ToString())],
            Request = spec.Member("resources", "requests", "storage") is { } storage ? Quantity.Parse(storage) : Quantity.Zero,
            Selector = spec.Member("selector") is { } selector ? LabelSelector.Of(selector) : null,
            VolumeMode = spec.String("volumeMode") ?? "Filesystem",
            Phase = claim.Member("status")?.StringOrEmpty("phase") ?? "",
            IsTerminating = metadata.DeletionTimestamp is not null,
            Controller = metadata.Controller,
            SelectedNode = metadata.Annotations.GetValueOrDefault("volume.kubernetes.io/selected-node", ""),
        };
    }
}
