using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>The conditions by which an eviction is told, on the pod and on its budget.</summary>
internal static class DisruptionConditions
{
    /// <summary>Says on a pod's status that the eviction API is about to delete it.</summary>
    public static void Announce(JsonObject podStatus, string now) => Put(podStatus, "DisruptionTarget", now, new JsonObject
    {
        ["status"] = "True",
        ["lastProbeTime"] = null,
        ["reason"] = "EvictionByEvictionAPI",
        ["message"] = "Eviction API: evicting",
    });

    /// <summary>Says on a budget's status that it is spent.</summary>
    public static void Spent(JsonObject budgetStatus, string now) => Put(budgetStatus, "DisruptionAllowed", now, new JsonObject
    {
        ["status"] = "False",
        ["observedGeneration"] = budgetStatus.Integer("observedGeneration") ?? 0,
        ["reason"] = "InsufficientPods",
        ["message"] = "",
    });

    private static void Put(JsonObject status, string type, string now, JsonObject condition)
    {
        var conditions = status["conditions"] as JsonArray ?? [];
        status["conditions"] = conditions;
        var place = conditions.Index().Where(entry => (entry.Item as JsonObject).Text("type") == type).Select(entry => (int?)entry.Index).FirstOrDefault();
        var stored = place is { } found ? conditions[found] as JsonObject : null;
        condition["type"] = type;
        condition["lastTransitionTime"] = stored.Text("status") == condition.Text("status") && stored.Text("lastTransitionTime") is { Length: > 0 } since ? since : now;
        if (place is { } index)
        {
            conditions[index] = condition;
        }
        else
        {
            conditions.Add((JsonNode)condition);
        }
    }
}
