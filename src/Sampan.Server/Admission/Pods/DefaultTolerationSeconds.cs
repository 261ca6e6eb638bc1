using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>Lets pods stay for a while on nodes that are not ready or cannot be reached (admission plugin DefaultTolerationSeconds).</summary>
internal sealed class DefaultTolerationSeconds : IAdmissionPlugin
{
    private const long Seconds = 300;

    /// <inheritdoc/>
    public string Name => "DefaultTolerationSeconds";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        // Updates too: who replaces a pod by the manifest that it was made of means it to stay as it is.
        if (attributes.IsCreateOf(WellKnownTypes.Pods) || attributes.IsUpdateOf(WellKnownTypes.Pods))
        {
            AddTolerations(attributes.Object!.Child("spec"));
        }

        return ValueTask.CompletedTask;
    }

    private static void AddTolerations(JsonObject spec)
    {
        var tolerations = spec.Array("tolerations") ?? [];
        foreach (var key in (ReadOnlySpan<string>)["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (!tolerations.Any(toleration => Tolerates(toleration as JsonObject, key)))
            {
                tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = Seconds });
            }
        }

        if (tolerations.Parent is null)
        {
            spec["tolerations"] = tolerations;
        }
    }

    private static bool Tolerates(JsonObject? toleration, string key) =>
        (toleration.Text("key") == key || toleration.Text("key").Length == 0) && toleration.Text("effect") is "NoExecute" or "" && (toleration.Text("key") == key || toleration.Text("operator") == "Exists");
}
