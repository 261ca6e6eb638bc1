using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Pod: pending, with a quality of service, a priority, and tolerations of nodes that fail.</summary>
internal static class PodPreparation
{
    private const long TolerationSeconds = 300;

    public static void OnCreate(ServedCluster cluster, JsonObject draft)
    {
        var spec = draft.Child("spec");
        PodPriority.Resolve(cluster, draft);
        PodRuntimeClass.Apply(cluster, draft);
        AddTolerations(spec);
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

    // Admission plugin DefaultTolerationSeconds.
    private static void AddTolerations(JsonObject spec)
    {
        var tolerations = spec.Array("tolerations") ?? [];
        foreach (var key in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
        {
            if (!tolerations.Any(toleration => Tolerates(toleration as JsonObject, key)))
            {
                tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = TolerationSeconds });
            }
        }

        if (tolerations.Parent is null)
        {
            spec["tolerations"] = tolerations;
        }
    }

    private static bool Tolerates(JsonObject? toleration, string key) =>
        (toleration.Text("key") == key || toleration.Text("key").Length == 0) && toleration.Text("effect") is "NoExecute" or "" && (toleration.Text("key") == key || toleration.Text("operator") == "Exists");
}
