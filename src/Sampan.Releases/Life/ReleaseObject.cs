using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Life;

/// <summary>An object of a release, resolved against a cluster: its resource type is known and its namespace filled in.</summary>
public sealed record ReleaseObject(ResourceType Type, KubernetesObject Object)
{
    private const string ManagedByLabel = "app.kubernetes.io/managed-by";
    private const string ReleaseNameAnnotation = "meta.helm.sh/release-name";
    private const string ReleaseNamespaceAnnotation = "meta.helm.sh/release-namespace";

    /// <summary>Its place.</summary>
    public NamespacedName Name => Object.NamespacedName;

    /// <summary><c>deployments.apps shop/cart</c>, for messages.</summary>
    public override string ToString() => $"{Type.GroupResource} {Name}";

    /// <summary>
    /// Resolves a manifest: the release's namespace where it names none, and Helm's label and annotations that say which
    /// release owns the object.
    /// </summary>
    public static ReleaseObject Of(Manifest manifest, ResourceType type, string release, string releaseNamespace)
    {
        var draft = manifest.Object.ToDraft();
        var metadata = Child(draft, "metadata");
        if (type.Namespaced)
        {
            if (manifest.Object.Metadata.Namespace.Length == 0)
            {
                metadata["namespace"] = releaseNamespace;
            }
        }
        else
        {
            metadata.Remove("namespace");
        }

        Child(metadata, "labels")[ManagedByLabel] = "Helm";
        var annotations = Child(metadata, "annotations");
        annotations[ReleaseNameAnnotation] = release;
        annotations[ReleaseNamespaceAnnotation] = releaseNamespace;
        return new ReleaseObject(type, KubernetesObject.From(draft));
    }

    /// <summary>The release that owns a live object, as <c>namespace/name</c>; null if none does.</summary>
    public static string? OwnerOf(KubernetesObject live) =>
        live.Metadata.Annotations.TryGetValue(ReleaseNameAnnotation, out var name)
            ? $"{live.Metadata.Annotations.GetValueOrDefault(ReleaseNamespaceAnnotation)}/{name}"
            : null;

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
        {
            child = [];
            parent[name] = child;
        }

        return child;
    }
}
