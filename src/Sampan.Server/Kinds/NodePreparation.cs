using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Node: a new one takes no pods until its first heartbeat (admission plugin TaintNodesByCondition).</summary>
internal static class NodePreparation
{
    private const string NotReady = "node.kubernetes.io/not-ready";

    public static void OnCreate(JsonObject draft)
    {
        var spec = draft.Child("spec");
        var taints = spec.Array("taints") ?? [];
        if (!taints.Any(taint => (taint as JsonObject).Text("key") == NotReady && (taint as JsonObject).Text("effect") == "NoSchedule"))
        {
            taints.Add((JsonNode)new JsonObject { ["key"] = NotReady, ["effect"] = "NoSchedule" });
        }

        spec["taints"] = taints.Parent is null ? taints : taints.DeepClone();
    }
}
