using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Devices;

/// <summary>What the scheduler needs of a resource.k8s.io/v1 ResourceClaim.</summary>
internal sealed record DeviceClaim
{
    public required NamespacedName Id { get; init; }

    public required ImmutableArray<DeviceRequest> Requests { get; init; }

    public required ImmutableArray<DeviceConstraint> Constraints { get; init; }

    /// <summary>The devices that the claim has; null while it has none.</summary>
    public required DeviceAllocation? Allocation { get; init; }

    /// <summary>The UIDs of the pods that use the claim.</summary>
    public required ImmutableArray<string> ReservedFor { get; init; }

    public required bool IsTerminating { get; init; }

    /// <summary>The pod that the claim was made for, or null.</summary>
    public required OwnerReference? Controller { get; init; }

    public static DeviceClaim Of(JsonElement claim)
    {
        var metadata = ObjectMetadata.Of(claim);
        var devices = claim.Member("spec", "devices") ?? default;
        var status = claim.Member("status") ?? default;
        return new DeviceClaim
        {
            Id = new NamespacedName(metadata.Namespace, metadata.Name),
            Requests = [.. devices.Items("requests").Select(DeviceRequest.Of)],
            Constraints = [.. devices.Items("constraints").Select(DeviceConstraint.Of)],
            Allocation = status.Member("allocation") is { } allocation ? DeviceAllocation.Of(allocation) : null,
            ReservedFor = [.. status.Items("reservedFor").Select(pod => pod.StringOrEmpty("uid"))],
            IsTerminating = metadata.DeletionTimestamp is not null,
            Controller = metadata.Controller,
        };
    }
}
