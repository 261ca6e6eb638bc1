using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authorization.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Nodes;

/// <summary>A node creates only mirrors of pods that it runs by itself: bound to it, owned by it, using no other object.</summary>
internal static class MirrorPodRestriction
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    public static void Check(ServedCluster cluster, AdmissionAttributes attributes, string node)
    {
        var pod = KubernetesObject.From(attributes.Object!);
        var spec = pod.Root.Member("spec") ?? default;
        NodeRestriction.Demand(pod.Metadata.Annotations.ContainsKey(MirrorAnnotation), attributes, $"pod does not have \"{MirrorAnnotation}\" annotation, node \"{node}\" can only create mirror pods");
        NodeRestriction.Demand(spec.StringOrEmpty("nodeName") == node, attributes, $"node \"{node}\" can only create pods with spec.nodeName set to itself");
        CheckOwner(cluster, attributes, pod, node);
        NodeRestriction.Demand(spec.StringOrEmpty("serviceAccountName").Length == 0, attributes, Uses("a service account"));
        NodeRestriction.Demand(IsEmpty(PodReferences.Secrets(pod)), attributes, Uses("secrets"));
        NodeRestriction.Demand(IsEmpty(PodReferences.ConfigMaps(pod)), attributes, Uses("configmaps"));
        NodeRestriction.Demand(!PodReferences.HasTrustBundles(pod), attributes, Uses("clustertrustbundles"));
        NodeRestriction.Demand(IsEmpty(PodReferences.VolumeClaims(pod)), attributes, Uses("persistentvolumeclaims"));
        NodeRestriction.Demand(!spec.Items("resourceClaims").Any(), attributes, Uses("resourceclaims"));

        string Uses(string what) => $"node \"{node}\" can not create pods that reference {what}";
    }

    private static void CheckOwner(ServedCluster cluster, AdmissionAttributes attributes, KubernetesObject pod, string node)
    {
        var owners = pod.Metadata.OwnerReferences;
        NodeRestriction.Demand(owners.Count <= 1, attributes, $"node \"{node}\" can only create pods with a single owner reference set to itself");
        NodeRestriction.Demand(
            owners is [{ ApiVersion: "v1", Kind: "Node" } named] && named.Name == node,
            attributes,
            $"node \"{node}\" can only create pods with an owner reference set to itself");
        var owner = owners[0];
        NodeRestriction.Demand(owner.IsController, attributes, $"node \"{node}\" can only create pods with a controller owner reference set to itself");
        NodeRestriction.Demand(!owner.BlocksOwnerDeletion, attributes, $"node \"{node}\" must not set blockOwnerDeletion on an owner reference");
        var found = cluster.Reader.Stored(cluster.Resource(WellKnownTypes.Nodes), NamespacedName.ClusterScoped(node));
        NodeRestriction.Demand(owner.Uid == found.Metadata.Uid, attributes, $"node {node} UID mismatch: expected {owner.Uid} got {found.Metadata.Uid}");
    }

    private static bool IsEmpty(IEnumerable<string> names) => names.All(name => name.Length == 0);
}
