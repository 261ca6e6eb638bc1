using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>storage.k8s.io/v1 StorageClass.</summary>
internal static class StorageClassDefaults
{
    public static void Apply(JsonObject storageClass)
    {
        storageClass.Default("reclaimPolicy", "Delete");
        storageClass.Default("volumeBindingMode", "Immediate");
    }
}
