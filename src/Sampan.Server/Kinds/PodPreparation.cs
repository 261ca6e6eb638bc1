using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Pod: pending, with a quality of service.</summary>
internal static class PodPreparation
{
    public static void OnCreate(ServedCluster cluster, JsonObject draft)
    {
        var spec = draft.Child("spec");
        if (spec.Integer("terminationGracePeriodSeconds") < 0)
        {
            spec["terminationGracePeriodSeconds"] = 1;
        }

        var status = new JsonObject { ["phase"] = "Pending" };
        if (spec.Array("schedulingGates") is { Count: > 0 })
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = "PodScheduled",
                ["status"] = "False",
                ["lastProbeTime"] = null,
                ["lastTransitionTime"] = cluster.Now,
                ["reason"] = "SchedulingGated",
                ["message"] = "Scheduling is blocked due to non-empty scheduling gates",
            });
        }

        status["qosClass"] = PodQuality.Of(spec);
        draft["status"] = status;
    }
}
