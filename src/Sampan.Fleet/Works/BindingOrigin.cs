using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Works;

/// <summary>How works and their manifests name the binding that they come from.</summary>
/// <param name="IdLabel">The label that holds the binding's id.</param>
/// <param name="Id">The id, empty where the binding has none yet.</param>
/// <param name="Annotations">The annotations that hold its name and namespace.</param>
internal sealed record BindingOrigin(string IdLabel, string Id, IReadOnlyList<(string Key, string Value)> Annotations)
{
    private const string NamespacedId = "resourcebinding.karmada.io/permanent-id";
    private const string ClusterScopedId = "clusterresourcebinding.karmada.io/permanent-id";

    public static BindingOrigin Of(KubernetesObject binding)
    {
        var metadata = binding.Metadata;
        return binding.Kind == "ClusterResourceBinding"
            ? new BindingOrigin(
                ClusterScopedId,
                metadata.Labels.GetValueOrDefault(ClusterScopedId, ""),
                [("clusterresourcebinding.karmada.io/name", metadata.Name)])
            : new BindingOrigin(
                NamespacedId,
                metadata.Labels.GetValueOrDefault(NamespacedId, ""),
                [("resourcebinding.karmada.io/namespace", metadata.Namespace), ("resourcebinding.karmada.io/name", metadata.Name)]);
    }
}
