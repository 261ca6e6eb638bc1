using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 PersistentVolumeClaim and PersistentVolume: pending.</summary>
internal static class VolumePreparation
{
    public static void OnCreateClaim(JsonObject draft) => draft["status"] = new JsonObject { ["phase"] = "Pending" };

    public static void OnCreateVolume(ServedCluster cluster, JsonObject draft) =>
        draft["status"] = new JsonObject { ["phase"] = "Pending", ["lastPhaseTransitionTime"] = cluster.Now };
}
