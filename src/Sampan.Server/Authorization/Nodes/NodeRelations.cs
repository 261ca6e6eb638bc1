using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Authorization.Nodes;

/// <summary>
/// What leads from an object to a node: a pod bound to the node that uses it, or a volume that such a pod's claim is bound
/// to. The edges are those of the node authorizer's graph; they are followed in the store's newest state, so that they are
/// never behind it.
/// </summary>
internal sealed class NodeRelations(ServedCluster cluster)
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private static readonly ResourceType VolumeAttachments = new("storage.k8s.io", "v1", "volumeattachments", "VolumeAttachment", Namespaced: false);
    private static readonly ResourceType ResourceSlices = new("resource.k8s.io", "v1", "resourceslices", "ResourceSlice", Namespaced: false);

    /// <summary>Whether an object belongs to a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="plural">The object's resource.</param>
    /// <param name="namespace">The object's namespace, empty for cluster-scoped ones.</param>
    /// <param name="name">The object's name.</param>
    public bool Reach(string node, string plural, string @namespace, string name) => plural switch
    {
        "pods" => Find(WellKnownTypes.Pods, @namespace, name) is { } pod && NodeOf(pod) == node,
        "secrets" => Pods(node, @namespace).Any(pod => PodReferences.Secrets(pod).Contains(name)) || OfVolume(node, @namespace, name),
        "configmaps" => Pods(node, @namespace).Any(pod => PodReferences.ConfigMaps(pod).Contains(name)),
        "serviceaccounts" => Pods(node, @namespace).Any(pod => Spec(pod).StringOrEmpty("serviceAccountName") == name),
        "persistentvolumeclaims" => Pods(node, @namespace).Any(pod => PodReferences.VolumeClaims(pod).Contains(name)),
        "resourceclaims" => Pods(node, @namespace).Any(pod => PodReferences.ResourceClaims(pod).Contains(name)),
        "persistentvolumes" => Find(WellKnownTypes.PersistentVolumes, "", name) is { } volume && IsClaimed(node, volume),
        "volumeattachments" => Find(VolumeAttachments, "", name) is { } attachment && NodeOf(attachment) == node,
        "resourceslices" => Find(ResourceSlices, "", name) is { } slice && NodeOf(slice) == node,
        _ => false,
    };

    private bool OfVolume(string node, string @namespace, string name) =>
        cluster.Store.Current.List(cluster.Resource(WellKnownTypes.PersistentVolumes).Collection)
            .Any(volume => VolumeSecrets.Of(volume.Object).Contains((@namespace, name)) && IsClaimed(node, volume.Object));

    private bool IsClaimed(string node, KubernetesObject volume) =>
        Spec(volume).Member("claimRef") is { } claim
        && Reach(node, "persistentvolumeclaims", claim.StringOrEmpty("namespace"), claim.StringOrEmpty("name"));

    // A mirror pod shows what the node runs anyway: it gives no rights.
    private IEnumerable<KubernetesObject> Pods(string node, string @namespace) =>
        cluster.Store.Current.List(cluster.Resource(WellKnownTypes.Pods).Collection, @namespace + "/")
            .Select(found => found.Object)
            .Where(pod => NodeOf(pod) == node && !pod.Metadata.Annotations.ContainsKey(MirrorAnnotation));

    private KubernetesObject? Find(ResourceType type, string @namespace, string name) =>
        cluster.Store.Current.Get(cluster.Resource(type).Key(new NamespacedName(@namespace, name)))?.Object;

    private static string NodeOf(KubernetesObject @object) => Spec(@object).StringOrEmpty("nodeName");

    private static JsonElement Spec(KubernetesObject @object) => @object.Root.Member("spec") ?? default;
}
