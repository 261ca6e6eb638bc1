using Sampan.Fleet.Api;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Works;

/// <summary>How works and their manifests name the binding that they come from.</summary>
/// <param name="IdLabel">The label that holds the binding's id.</param>
/// <param name="Id">The id, empty where the binding has none yet.</param>
/// <param name="Annotations">The annotations that hold its name and namespace.</param>
internal sealed record BindingOrigin(string IdLabel, string Id, IReadOnlyList<(string Key, string Value)> Annotations)
{
    public static BindingOrigin Of(KubernetesObject binding)
    {
        var metadata = binding.Metadata;
        return binding.Kind == FleetTypes.ClusterResourceBindings.Kind
            ? new BindingOrigin(
                FleetLabels.ClusterResourceBindingId,
                metadata.Labels.GetValueOrDefault(FleetLabels.ClusterResourceBindingId, ""),
                [(FleetAnnotations.ClusterResourceBindingName, metadata.Name)])
            : new BindingOrigin(
                FleetLabels.ResourceBindingId,
                metadata.Labels.GetValueOrDefault(FleetLabels.ResourceBindingId, ""),
                [(FleetAnnotations.ResourceBindingNamespace, metadata.Namespace), (FleetAnnotations.ResourceBindingName, metadata.Name)]);
    }
}
