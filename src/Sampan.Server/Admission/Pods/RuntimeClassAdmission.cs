using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>Gives a pod what its runtime class asks for: overhead, node labels, tolerations (admission plugin RuntimeClass).</summary>
internal sealed class RuntimeClassAdmission(ServedCluster cluster) : IAdmissionPlugin
{
    private static readonly ResourceType Type = new("node.k8s.io", "v1", "runtimeclasses", "RuntimeClass", Namespaced: false);

    /// <inheritdoc/>
    public string Name => "RuntimeClass";

    /// <inheritdoc/>
    public ValueTask MutateAsync(AdmissionAttributes attributes, CancellationToken cancellationToken)
    {
        if (attributes.IsCreateOf(WellKnownTypes.Pods))
        {
            Apply(attributes.Object!);
        }

        return ValueTask.CompletedTask;
    }

    private void Apply(JsonObject pod)
    {
        var spec = pod.Child("spec");
        var name = spec.Text("runtimeClassName");
        if (name.Length == 0)
        {
            return;
        }

        if (cluster.Store.Current.Get(cluster.Resource(Type).Key(NamespacedName.ClusterScoped(name))) is not { } found)
        {
            throw Refuse(pod, $"pod rejected: RuntimeClass \"{name}\" not found");
        }

        var overhead = found.Object.Root.Member("overhead", "podFixed");
        if (overhead is { } amounts)
        {
            spec["overhead"] = JsonNode.Parse(amounts.GetRawText());
        }

        if (found.Object.Root.Member("scheduling") is not { } scheduling)
        {
            return;
        }

        foreach (var (key, value) in scheduling.StringMap("nodeSelector"))
        {
            var selector = spec.Child("nodeSelector");
            if (selector.Text(key) is { Length: > 0 } other && other != value)
            {
                throw Refuse(pod, $"conflict: runtimeClass.scheduling.nodeSelector[{key}] = {value}; pod.spec.nodeSelector[{key}] = {other}");
            }

            selector[key] = value;
        }

        AddTolerations(spec, scheduling);
    }

    private static void AddTolerations(JsonObject spec, JsonElement scheduling)
    {
        foreach (var entry in scheduling.Items("tolerations"))
        {
            var toleration = JsonNode.Parse(entry.GetRawText());
            var tolerations = spec.Array("tolerations") ?? [];
            if (!tolerations.Any(known => JsonNode.DeepEquals(known, toleration)))
            {
                tolerations.Add(toleration);
            }

            if (tolerations.Parent is null)
            {
                spec["tolerations"] = tolerations;
            }
        }
    }

    private static ApiException Refuse(JsonObject pod, string why) => ApiErrors.Forbidden(WellKnownTypes.Pods, pod.Metadata().Text("name"), why);
}
