using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Defaulting;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission.Pods;

/// <summary>A change of what a pod wants that has a node already.</summary>
/// <param name="Spec">The pod's spec as it shall be.</param>
/// <param name="SpecBefore">The spec as it was.</param>
/// <param name="Before">The pod as it was.</param>
internal sealed record BoundPodChange(JsonObject Spec, JsonObject SpecBefore, JsonObject Before)
{
    /// <summary>The node that the pod is on.</summary>
    public string NodeName => Spec.TextOf("nodeName");

    /// <summary>The change that a write makes through one of some subresources; null where it makes none.</summary>
    public static BoundPodChange? Of(AdmissionAttributes attributes, params ReadOnlySpan<string> subresources)
    {
        if (attributes is not { Operation: AdmissionOperation.Update, Object: { } pod, OldObject: { } before }
            || attributes.Resource.Type != WellKnownTypes.Pods
            || !subresources.Contains(attributes.Subresource)
            || pod.Metadata().Integer("generation") == before.Metadata().Integer("generation"))
        {
            return null;
        }

        var spec = pod.At("spec") ?? [];
        return spec.TextOf("nodeName").Length == 0 ? null : new BoundPodChange(spec, before.At("spec") ?? [], before);
    }

    /// <summary>The node.</summary>
    /// <exception cref="Sampan.Kubernetes.Errors.ApiException">403: there is none of its name.</exception>
    public JsonElement Node(ServedCluster cluster) =>
        cluster.Store.Current.Get(cluster.Resource(WellKnownTypes.Nodes).Key(NamespacedName.ClusterScoped(NodeName))) is { } node
            ? node.Object.Root
            : throw ApiErrors.Forbidden(WellKnownTypes.Pods, Before.Metadata().Text("name"), $"node \"{NodeName}\" not found");
}
