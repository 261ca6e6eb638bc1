using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Releases.Life;

/// <summary>Resolves rendered manifests against a cluster.</summary>
internal static class ReleaseObjects
{
    /// <summary>Resolves manifests, in order.</summary>
    /// <exception cref="ReleaseException">The cluster does not serve a kind; the message says from which template it came.</exception>
    public static async ValueTask<IReadOnlyList<ReleaseObject>> ResolveAsync(
        ClusterResources resources, IEnumerable<Manifest> manifests, string release, string @namespace, CancellationToken cancellationToken)
    {
        List<ReleaseObject> objects = [];
        foreach (var manifest in manifests)
        {
            var kind = manifest.Object.GroupVersionKind;
            var type = await resources.FindAsync(kind, cancellationToken) ?? throw new ReleaseException(
                $"{manifest.Source}: cluster {resources.Cluster.Name} serves no {kind.Kind} of {kind.ApiVersion}. Install what defines it first (needs), or change the chart's values");
            objects.Add(ReleaseObject.Of(manifest, type, release, @namespace));
        }

        return objects;
    }

    /// <summary>
    /// Resolves the manifests of a stored revision; kinds that the cluster no longer serves have no objects left and are
    /// passed over.
    /// </summary>
    public static async ValueTask<IReadOnlyList<ReleaseObject>> ResolveStoredAsync(
        ClusterResources resources, string manifestText, string release, string @namespace, CancellationToken cancellationToken)
    {
        List<ReleaseObject> objects = [];
        foreach (var manifest in ManifestReader.Read(manifestText, $"release {release}"))
        {
            if (await resources.FindAsync(manifest.Object.GroupVersionKind, cancellationToken) is { } type)
            {
                objects.Add(ReleaseObject.Of(manifest, type, release, @namespace));
            }
        }

        return objects;
    }

    /// <summary>The objects of <paramref name="before"/> that are not in <paramref name="after"/>, in reverse order: the last applied goes first.</summary>
    public static IEnumerable<ReleaseObject> Removed(IReadOnlyList<ReleaseObject> before, IReadOnlyList<ReleaseObject> after)
    {
        var kept = after.Select(Identity).ToHashSet();
        return before.Where(@object => !kept.Contains(Identity(@object))).Reverse();
    }

    /// <summary>A namespace, as a release creates it: it belongs to no release, so that removing one leaves it.</summary>
    public static ReleaseObject Namespace(string name) => new(WellKnownTypes.Namespaces, KubernetesObject.From(new JsonObject
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Namespace",
        ["metadata"] = new JsonObject { ["name"] = name },
    }));

    private static (string, string, NamespacedName) Identity(ReleaseObject @object) => (@object.Type.Group, @object.Type.Plural, @object.Name);
}
