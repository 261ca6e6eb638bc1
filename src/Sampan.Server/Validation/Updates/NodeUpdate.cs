using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Updates;

/// <summary>core/v1 Node: its addresses and its machine are given once (ValidateNodeUpdate).</summary>
internal static class NodeUpdate
{
    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        if (then["podCIDRs"] is JsonArray { Count: > 0 } ranges && !JsonNode.DeepEquals(ranges, now["podCIDRs"]))
        {
            errors.Forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
        }

        if (then.TextOf("providerID") is { Length: > 0 } provider && now.TextOf("providerID") != provider)
        {
            errors.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
    }
}
