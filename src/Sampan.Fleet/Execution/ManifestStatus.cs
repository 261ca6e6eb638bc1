using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Execution;

/// <summary>How a manifest's object fares on the member: an entry of a work's <c>status.manifestStatuses</c>.</summary>
internal static class ManifestStatus
{
    /// <summary>The entry, or null where there is nothing to tell.</summary>
    public static JsonObject? Of(int ordinal, ResourceType type, KubernetesObject observed, IResourceInterpreter interpreter)
    {
        var status = interpreter.ReflectStatus(observed);
        var kind = observed.GroupVersionKind;
        var entry = new JsonObject
        {
            ["identifier"] = new JsonObject
            {
                ["ordinal"] = ordinal,
                ["group"] = kind.Group,
                ["version"] = kind.Version,
                ["kind"] = kind.Kind,
                ["resource"] = type.Plural,
                ["namespace"] = observed.Metadata.Namespace,
                ["name"] = observed.Metadata.Name,
            },
            ["health"] = Health(observed, interpreter),
        };
        if (status is not null)
        {
            entry["status"] = status;
        }

        return entry;
    }

    private static string Health(KubernetesObject observed, IResourceInterpreter interpreter) =>
        !interpreter.Supports(observed.GroupVersionKind, InterpreterOperation.InterpretHealth) ? "Unknown"
        : interpreter.InterpretHealth(observed) ? "Healthy"
        : "Unhealthy";
}
