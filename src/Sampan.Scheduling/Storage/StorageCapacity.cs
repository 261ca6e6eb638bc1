using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Storage;

/// <summary>storage.k8s.io/v1 CSIStorageCapacity: how much a driver can still provide to some nodes.</summary>
/// <param name="ClassName">The storage class.</param>
/// <param name="Topology">Which nodes, by labels.</param>
/// <param name="Capacity">The free amount, or the largest volume where that is given; null for unknown, which provides nothing.</param>
internal sealed record StorageCapacity(string ClassName, LabelSelector Topology, Quantity? Capacity)
{
    public static StorageCapacity Of(JsonElement capacity) => new(
        capacity.StringOrEmpty("storageClassName"),
        LabelSelector.Of(capacity.Member("nodeTopology")),
        (capacity.Member("maximumVolumeSize") ?? capacity.Member("capacity")) is { } amount ? Quantity.Parse(amount) : null);
}
