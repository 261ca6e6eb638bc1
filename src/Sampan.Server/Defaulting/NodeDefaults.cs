using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Node: everything is allocatable unless the node says otherwise.</summary>
internal static class NodeDefaults
{
    public static void Apply(JsonObject node)
    {
        if (node["spec"] is JsonObject spec)
        {
            AgreeOnRanges(spec);
        }

        if (node["status"] is JsonObject status && status["capacity"] is JsonObject capacity)
        {
            status.Default("allocatable", capacity.DeepClone());
        }
    }

    // The older field holds the first entry of the newer one.
    private static void AgreeOnRanges(JsonObject spec)
    {
        if (spec["podCIDRs"] is JsonArray { Count: > 0 } ranges)
        {
            spec.DefaultText("podCIDR", ranges[0]?.ToString() ?? "");
        }
        else if (spec.TextOf("podCIDR") is { Length: > 0 } range)
        {
            spec["podCIDRs"] = new JsonArray(range);
        }
    }
}
