using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>The volume that a provisioner would make for a claim. It holds nothing, and every node reaches it.</summary>
internal static class SimulatedVolume
{
    /// <summary>The volume's name, as provisioners choose it.</summary>
    public static string NameFor(KubernetesObject claim) => $"pvc-{claim.Metadata.Uid}";

    /// <summary>The volume, kept for the claim.</summary>
    public static KubernetesObject For(KubernetesObject claim, KubernetesObject storageClass)
    {
        var spec = claim.Root.Member("spec") ?? default;
        var name = NameFor(claim);
        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["annotations"] = new JsonObject { [StorageAnnotations.ProvisionedBy] = storageClass.Root.StringOrEmpty("provisioner") },
            },
            ["spec"] = new JsonObject
            {
                ["capacity"] = Drafts.Of(spec.Member("resources", "requests")),
                ["accessModes"] = Copy(spec.Member("accessModes")),
                ["claimRef"] = ClaimReference.Of(claim),
                ["persistentVolumeReclaimPolicy"] = storageClass.Root.String("reclaimPolicy") ?? "Delete",
                ["storageClassName"] = storageClass.Metadata.Name,
                ["mountOptions"] = Copy(storageClass.Root.Member("mountOptions")),
                ["volumeMode"] = spec.String("volumeMode") ?? "Filesystem",
                ["hostPath"] = new JsonObject { ["path"] = $"/var/lib/simulated-volumes/{name}", ["type"] = "DirectoryOrCreate" },
            },
        });
    }

    private static JsonArray? Copy(JsonElement? array) => array is { ValueKind: JsonValueKind.Array } json ? JsonArray.Create(json) : null;
}
