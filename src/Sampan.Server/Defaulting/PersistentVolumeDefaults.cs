using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 PersistentVolume.</summary>
internal static class PersistentVolumeDefaults
{
    public static void Apply(JsonObject volume)
    {
        volume.Ensure("status").DefaultText("phase", "Pending");
        var spec = volume.Ensure("spec");
        spec.DefaultText("persistentVolumeReclaimPolicy", "Retain");
        spec.Default("volumeMode", "Filesystem");
        spec.At("hostPath")?.Default("type", "");
        spec.At("azureDisk")?.Default("readOnly", false);
    }
}
