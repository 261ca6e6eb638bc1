using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 PersistentVolumeClaim and PersistentVolume: pending, protected while in use, of the default class.</summary>
internal static class VolumePreparation
{
    private const string DefaultClass = "storageclass.kubernetes.io/is-default-class";
    private const string OldDefaultClass = "storageclass.beta.kubernetes.io/is-default-class";
    private const string OldClass = "volume.beta.kubernetes.io/storage-class";
    private static readonly ResourceType StorageClasses = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    public static void OnCreateClaim(ServedCluster cluster, JsonObject draft)
    {
        AddFinalizer(draft, "kubernetes.io/pvc-protection");
        draft["status"] = new JsonObject { ["phase"] = "Pending" };
        var spec = draft.Child("spec");
        if (!spec.ContainsKey("storageClassName") && draft.Metadata().Object("annotations").Text(OldClass).Length == 0 && DefaultClassOf(cluster) is { } name)
        {
            spec["storageClassName"] = name;
        }
    }

    public static void OnCreateVolume(ServedCluster cluster, JsonObject draft)
    {
        AddFinalizer(draft, "kubernetes.io/pv-protection");
        draft["status"] = new JsonObject { ["phase"] = "Pending", ["lastPhaseTransitionTime"] = cluster.Now };
    }

    // Of several defaults the newest is taken.
    private static string? DefaultClassOf(ServedCluster cluster) => cluster.Store.Current.List(cluster.Resource(StorageClasses).Collection)
        .Select(found => found.Object.Metadata)
        .Where(IsDefault)
        .OrderByDescending(metadata => metadata.CreationTimestamp)
        .ThenBy(metadata => metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Name;

    private static bool IsDefault(ObjectMetadata metadata) =>
        metadata.Annotations.GetValueOrDefault(DefaultClass) == "true" || metadata.Annotations.GetValueOrDefault(OldDefaultClass) == "true";

    private static void AddFinalizer(JsonObject draft, string finalizer) =>
        draft.Metadata().SetTexts("finalizers", [.. draft.Metadata().Texts("finalizers").Append(finalizer).Distinct()]);
}
