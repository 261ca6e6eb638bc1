using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authorization.Nodes;

/// <summary>The names of other objects of its namespace that a pod uses (pkg/api/v1/pod VisitPodSecretNames and its siblings).</summary>
internal static class PodReferences
{
    private static readonly string[] ContainerLists = ["initContainers", "containers", "ephemeralContainers"];

    /// <summary>Secrets: for images, variables and volumes of every kind.</summary>
    public static IEnumerable<string> Secrets(KubernetesObject pod)
    {
        var spec = Spec(pod);
        var ofImages = spec.Items("imagePullSecrets").Select(reference => reference.StringOrEmpty("name"));
        return ofImages.Concat(Variables(spec, "secretKeyRef", "secretRef")).Concat(spec.Items("volumes").SelectMany(SecretsOfVolume));
    }

    /// <summary>ConfigMaps: for variables and volumes.</summary>
    public static IEnumerable<string> ConfigMaps(KubernetesObject pod)
    {
        var spec = Spec(pod);
        var ofVolumes = spec.Items("volumes").SelectMany(volume => Projected(volume, "configMap").Append(Name(volume.Member("configMap"))));
        return Variables(spec, "configMapKeyRef", "configMapRef").Concat(ofVolumes);
    }

    /// <summary>PersistentVolumeClaims: named ones, and those made for the pod's ephemeral volumes.</summary>
    public static IEnumerable<string> VolumeClaims(KubernetesObject pod) => Spec(pod).Items("volumes").Select(volume =>
        volume.Member("ephemeral") is not null
            ? $"{pod.Metadata.Name}-{volume.StringOrEmpty("name")}"
            : volume.Member("persistentVolumeClaim")?.StringOrEmpty("claimName") ?? "");

    /// <summary>ResourceClaims: named ones, and those that the status says were made for the pod.</summary>
    public static IEnumerable<string> ResourceClaims(KubernetesObject pod)
    {
        var status = pod.Root.Member("status") ?? default;
        return Spec(pod).Items("resourceClaims").Concat(status.Items("resourceClaimStatuses"))
            .Select(claim => claim.StringOrEmpty("resourceClaimName"))
            .Append(status.Member("extendedResourceClaimStatus")?.StringOrEmpty("resourceClaimName") ?? "");
    }

    /// <summary>Whether a projected volume of the pod shows a ClusterTrustBundle.</summary>
    public static bool HasTrustBundles(KubernetesObject pod) =>
        Spec(pod).Items("volumes").Any(volume => (volume.Member("projected") ?? default).Items("sources").Any(source => source.Member("clusterTrustBundle") is not null));

    private static IEnumerable<string> Variables(JsonElement spec, string key, string whole) => ContainerLists
        .SelectMany(list => spec.Items(list))
        .SelectMany(container => container.Items("env").Select(variable => Name(variable.Member("valueFrom", key)))
            .Concat(container.Items("envFrom").Select(source => Name(source.Member(whole)))));

    private static IEnumerable<string> SecretsOfVolume(JsonElement volume)
    {
        yield return volume.Member("secret")?.StringOrEmpty("secretName") ?? "";
        yield return volume.Member("azureFile")?.StringOrEmpty("secretName") ?? "";
        yield return Name(volume.Member("csi", "nodePublishSecretRef"));
        foreach (var source in volume.EnumerateObject())
        {
            yield return Name(source.Value.Member("secretRef"));
        }

        foreach (var name in Projected(volume, "secret"))
        {
            yield return name;
        }
    }

    private static IEnumerable<string> Projected(JsonElement volume, string source) =>
        (volume.Member("projected") ?? default).Items("sources").Select(entry => Name(entry.Member(source)));

    private static string Name(JsonElement? reference) => reference?.StringOrEmpty("name") ?? "";

    private static JsonElement Spec(KubernetesObject pod) => pod.Root.Member("spec") ?? default;
}
