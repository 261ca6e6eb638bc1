using Sampan.Fleet.Api;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Propagation;

/// <summary>From a work back to the binding that it comes from.</summary>
internal static class WorkOrigin
{
    /// <summary>The binding, if it is of the given type.</summary>
    public static IEnumerable<NamespacedName> Of(KubernetesObject work, ResourceType bindingType)
    {
        var annotations = work.Metadata.Annotations;
        if (bindingType == FleetTypes.ClusterResourceBindings)
        {
            return annotations.TryGetValue(FleetAnnotations.ClusterResourceBindingName, out var clusterBinding) ? [NamespacedName.ClusterScoped(clusterBinding)] : [];
        }

        return annotations.TryGetValue(FleetAnnotations.ResourceBindingName, out var binding)
            ? [new NamespacedName(annotations.GetValueOrDefault(FleetAnnotations.ResourceBindingNamespace, ""), binding)]
            : [];
    }
}
