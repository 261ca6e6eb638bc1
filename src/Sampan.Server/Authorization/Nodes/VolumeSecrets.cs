using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authorization.Nodes;

/// <summary>The secrets that a node needs to mount a PersistentVolume (pkg/api/v1/persistentvolume VisitPVSecretNames).</summary>
internal static class VolumeSecrets
{
    // What a driver's controller uses is not for nodes.
    private static readonly string[] OfDriver = ["nodePublishSecretRef", "nodeStageSecretRef", "nodeExpandSecretRef"];

    /// <summary>Namespace and name of each; without a namespace of its own a secret is in the claim's.</summary>
    public static IEnumerable<(string Namespace, string Name)> Of(KubernetesObject volume)
    {
        var spec = volume.Root.Member("spec") ?? default;
        var claimed = spec.Member("claimRef")?.StringOrEmpty("namespace") ?? "";
        if (spec.Member("azureFile") is { } file)
        {
            yield return (file.StringOrEmpty("secretNamespace") is { Length: > 0 } given ? given : claimed, file.StringOrEmpty("secretName"));
        }

        foreach (var name in OfDriver)
        {
            if (spec.Member("csi", name) is { } reference)
            {
                yield return (reference.StringOrEmpty("namespace"), reference.StringOrEmpty("name"));
            }
        }

        foreach (var source in spec.ValueKind == JsonValueKind.Object ? spec.EnumerateObject() : default)
        {
            if (source.Value.Member("secretRef") is { } reference)
            {
                yield return (reference.StringOrEmpty("namespace") is { Length: > 0 } given ? given : claimed, reference.StringOrEmpty("name"));
            }
        }
    }
}
