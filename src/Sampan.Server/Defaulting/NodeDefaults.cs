using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Node: everything is allocatable unless the node says otherwise.</summary>
internal static class NodeDefaults
{
    public static void Apply(JsonObject node)
    {
        if (node["status"] is JsonObject status && status["capacity"] is JsonObject capacity)
        {
            ResourceListDefaults.Apply(capacity);
            status.Default("allocatable", capacity.DeepClone());
        }
    }
}
