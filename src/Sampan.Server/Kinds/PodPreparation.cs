using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Pod: pending, with a quality of service that stays.</summary>
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

    /// <summary>Keeps what a status does not say that was said before: the quality, and the generations that it is of.</summary>
    public static void OnStatus(JsonObject draft, JsonObject before)
    {
        var (status, old) = (draft.Child("status"), before.Object("status"));
        if (status.Text("qosClass").Length == 0)
        {
            status.CopyFrom(old, "qosClass");
        }

        KeepGeneration(status, old);
        var known = (old.Array("conditions") ?? []).OfType<JsonObject>().GroupBy(condition => condition.Text("type")).ToDictionary(group => group.Key, group => new Queue<JsonObject>(group), StringComparer.Ordinal);
        foreach (var condition in (status.Array("conditions") ?? []).OfType<JsonObject>())
        {
            if (known.TryGetValue(condition.Text("type"), out var same) && same.TryDequeue(out var last))
            {
                KeepGeneration(condition, last);
            }
        }
    }

    private static void KeepGeneration(JsonObject owner, JsonObject? before)
    {
        if (owner.Integer("observedGeneration") is null or 0)
        {
            owner.CopyFrom(before, "observedGeneration");
        }
    }
}
