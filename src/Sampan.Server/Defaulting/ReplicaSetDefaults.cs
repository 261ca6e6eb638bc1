using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>apps/v1 ReplicaSet.</summary>
internal static class ReplicaSetDefaults
{
    public static void Apply(JsonObject set)
    {
        var spec = set.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec["template"] as JsonObject);
        spec.Default("replicas", 1);
    }
}
