using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>storage.k8s.io/v1 CSIDriver.</summary>
internal static class CsiDriverDefaults
{
    public static void Apply(JsonObject driver)
    {
        var spec = driver.Ensure("spec");
        spec.Default("attachRequired", true);
        spec.Default("podInfoOnMount", false);
        spec.Default("storageCapacity", false);
        spec.Default("fsGroupPolicy", "ReadWriteOnceWithFSType");
        spec.DefaultList("volumeLifecycleModes", new JsonArray("Persistent"));
        spec.Default("requiresRepublish", false);
        spec.Default("seLinuxMount", false);
    }
}
