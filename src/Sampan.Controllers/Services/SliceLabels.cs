using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>The labels by which EndpointSlices are known.</summary>
internal static class SliceLabels
{
    /// <summary>The Service that a slice is of.</summary>
    public const string Service = "kubernetes.io/service-name";

    /// <summary>Who writes a slice.</summary>
    public const string ManagedBy = "endpointslice.kubernetes.io/managed-by";

    /// <summary>The Service of a slice that is the given manager's; null of others'.</summary>
    public static NamespacedName? ServiceOf(KubernetesObject slice, string manager) =>
        slice.Metadata.Labels.GetValueOrDefault(ManagedBy) == manager && slice.Metadata.Labels.TryGetValue(Service, out var service)
            ? new NamespacedName(slice.Metadata.Namespace, service)
            : null;
}
