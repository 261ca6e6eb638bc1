using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 ReplicationController: its selector and labels default to its template's labels.</summary>
internal static class ReplicationControllerDefaults
{
    public static void Apply(JsonObject controller)
    {
        var spec = controller.Ensure("spec");
        PodSpecDefaults.ApplyToTemplate(spec["template"] as JsonObject);
        spec.Default("replicas", 1);
        if (spec.At("template", "metadata", "labels") is { } labels)
        {
            spec.Default("selector", labels.DeepClone());
            controller.Ensure("metadata").Default("labels", labels.DeepClone());
        }
    }
}
