using System.Text.Json;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>The PersistentVolumeClaims behind a pod's volumes.</summary>
internal static class PodClaims
{
    /// <summary>The claims of a pod, named in its volumes or made for its ephemeral ones (<c>POD-VOLUME</c>).</summary>
    public static IEnumerable<NamespacedName> Of(KubernetesObject pod)
    {
        foreach (var volume in (pod.Root.Member("spec") ?? default).Items("volumes"))
        {
            if (volume.Member("persistentVolumeClaim")?.String("claimName") is { } named)
            {
                yield return new NamespacedName(pod.Metadata.Namespace, named);
            }
            else if (volume.Member("ephemeral") is not null)
            {
                yield return new NamespacedName(pod.Metadata.Namespace, EphemeralName(pod, volume));
            }
        }
    }

    /// <summary>The name of the claim of an ephemeral volume.</summary>
    public static string EphemeralName(KubernetesObject pod, JsonElement volume) => $"{pod.Metadata.Name}-{volume.StringOrEmpty("name")}";

    /// <summary>The claims of a changed pod.</summary>
    public static IEnumerable<NamespacedName> Of(ObjectChange change) => Of(change.Object);

    /// <summary>The claims that a pod on a node uses until it ends, as keys of an index.</summary>
    public static IEnumerable<string> InUse(KubernetesObject pod) =>
        pod.Root.Member("spec")?.StringOrEmpty("nodeName").Length > 0 && pod.Root.Member("status")?.StringOrEmpty("phase") is not ("Succeeded" or "Failed")
            ? Of(pod).Select(claim => claim.ToString())
            : [];
}
