using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;

namespace Sampan.Fleet.Overrides;

/// <summary>The containers that image, command and args overriders change: those of pods and of the workloads known by kind.</summary>
internal static class Containers
{
    /// <summary>The containers; none for kinds that have none, or that overriders do not know.</summary>
    /// <exception cref="OverrideException">The object's containers are no list of objects.</exception>
    public static IEnumerable<JsonObject> Of(JsonObject draft)
    {
        var spec = draft.StringAt("kind") switch
        {
            "Pod" => draft.At("spec"),
            "Deployment" or "ReplicaSet" or "DaemonSet" or "StatefulSet" or "Job" => draft.At("spec", "template", "spec"),
            _ => null,
        };
        return spec.At("containers") switch
        {
            null => [],
            JsonArray containers => containers.Select(container =>
                container as JsonObject ?? throw new OverrideException("an entry of containers is no object")),
            _ => throw new OverrideException("containers is no list"),
        };
    }
}
