using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 PersistentVolumeClaim, also as a template in a StatefulSet.</summary>
internal static class PersistentVolumeClaimDefaults
{
    public static void Apply(JsonObject claim)
    {
        claim.Ensure("status").DefaultText("phase", "Pending");
        claim.Ensure("spec").Default("volumeMode", "Filesystem");
    }
}
