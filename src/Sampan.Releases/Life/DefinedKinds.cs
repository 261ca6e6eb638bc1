using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Life;

/// <summary>The resource types that the CustomResourceDefinitions among some manifests would add to a cluster.</summary>
internal static class DefinedKinds
{
    public static Dictionary<GroupVersionKind, ResourceType> Of(IEnumerable<Manifest> manifests)
    {
        var types = new Dictionary<GroupVersionKind, ResourceType>();
        foreach (var definition in manifests.Where(manifest => manifest.Object.Kind == WellKnownTypes.CustomResourceDefinitions.Kind))
        {
            var spec = definition.Object.Root.Member("spec") ?? default;
            var names = spec.Member("names") ?? default;
            foreach (var version in spec.Items("versions"))
            {
                var type = new ResourceType(
                    spec.StringOrEmpty("group"),
                    version.StringOrEmpty("name"),
                    names.StringOrEmpty("plural"),
                    names.StringOrEmpty("kind"),
                    spec.String("scope") == "Namespaced");
                types[type.GroupVersionKind] = type;
            }
        }

        return types;
    }
}
