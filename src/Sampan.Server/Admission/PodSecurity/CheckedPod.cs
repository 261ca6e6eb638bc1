using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.PodSecurity;

/// <summary>A pod, or the pod that a template makes, as the checks see it.</summary>
internal sealed class CheckedPod
{
    /// <summary>Reads metadata and spec of a pod or a template.</summary>
    public CheckedPod(JsonObject pod)
    {
        Annotations = pod.Object("metadata").Object("annotations");
        Spec = pod.Object("spec") ?? [];
        Security = Spec.Object("securityContext");
        Containers = [.. ((string[])["initContainers", "containers", "ephemeralContainers"]).SelectMany(list => Spec.Array(list) ?? []).OfType<JsonObject>()];
    }

    public JsonObject? Annotations { get; }

    public JsonObject Spec { get; }

    /// <summary>The pod's own security context.</summary>
    public JsonObject? Security { get; }

    /// <summary>Init containers, containers, ephemeral containers.</summary>
    public IReadOnlyList<JsonObject> Containers { get; }

    /// <summary>Whether the pod runs on Windows, where some rules have no meaning.</summary>
    public bool IsWindows => Spec.Object("os").Text("name") == "windows";

    /// <summary>Whether the pod has users of its own, so that root within it is nobody on the node.</summary>
    public bool HasOwnUsers => Spec.Boolean("hostUsers") == false;

    /// <summary>The names of the containers that a rule is true of.</summary>
    public List<string> Where(Func<JsonObject, bool> rule) => [.. Containers.Where(rule).Select(container => container.Text("name"))];

    /// <summary>The same, of their security contexts.</summary>
    public List<string> WhereSecurity(Func<JsonObject?, bool> rule) => Where(container => rule(container.Object("securityContext")));
}
