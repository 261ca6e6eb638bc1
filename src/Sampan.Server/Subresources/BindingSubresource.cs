using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>pods/binding: gives a pod its node, once (kubernetes/pkg/registry/core/pod/storage assignPod).</summary>
internal static class BindingSubresource
{
    private static readonly ResourceType Type = new("", "v1", "pods/binding", "Binding", Namespaced: true);

    /// <summary>Binds the pod that the Binding names.</summary>
    public static async ValueTask BindAsync(ServedCluster cluster, NamespacedName name, JsonObject binding, WriteRequest request, CancellationToken cancellationToken)
    {
        if (binding.Metadata().Text("name") is { Length: > 0 } own && own != name.Name)
        {
            throw ApiException.BadRequest("name in URL does not match name in Binding object");
        }

        var target = binding.Object("target");
        CheckTarget(target);
        var change = new ObjectChange(pod => Assign(cluster, binding, target.Text("name"), pod!)) { Subresource = "binding", TracksOwners = false, IsAdmitted = true };
        await cluster.Updater.UpdateAsync(cluster.Resource(WellKnownTypes.Pods), name, change, request, cancellationToken);
    }

    private static void CheckTarget(JsonObject? target)
    {
        List<string> errors = [];
        if (target.Text("kind") is not ("" or "Node") and var kind)
        {
            errors.Add($"target.kind: Unsupported value: \"{kind}\": supported values: \"Node\", \"<empty>\"");
        }

        if (target.Text("name").Length == 0)
        {
            errors.Add("target.name: Required value");
        }

        if (errors.Count > 0)
        {
            throw ApiErrors.Unexplained(errors.Count == 1 ? errors[0] : $"[{string.Join(", ", errors)}]");
        }
    }

    private static JsonObject Assign(ServedCluster cluster, JsonObject binding, string node, KubernetesObject pod)
    {
        var name = pod.Metadata.Name;
        var draft = pod.ToDraft();
        var spec = draft.Child("spec");
        CheckPreconditions(binding.Metadata(), pod);
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            throw ApiException.Conflict(Type, name, $"pod {name} is being deleted, cannot be assigned to a host");
        }

        if (spec.Text("nodeName") is { Length: > 0 } bound)
        {
            throw ApiException.Conflict(Type, name, $"pod {name} is already assigned to node \"{bound}\"");
        }

        if (spec.Array("schedulingGates") is { Count: > 0 })
        {
            throw ApiException.Conflict(Type, name, $"pod {name} has non-empty .spec.schedulingGates");
        }

        spec["nodeName"] = node;
        Merge(draft.Metadata(), binding.Metadata(), "annotations");
        Merge(draft.Metadata(), binding.Metadata(), "labels");
        var status = draft.Child("status");
        status.Remove("nominatedNodeName");
        SetScheduled(status, cluster.Now);
        return draft;
    }

    private static void CheckPreconditions(JsonObject metadata, KubernetesObject pod)
    {
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != pod.Metadata.Uid)
        {
            throw ApiException.Conflict(Type, pod.Metadata.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {pod.Metadata.Uid}");
        }

        if (metadata.Text("resourceVersion") is { Length: > 0 } version && version != pod.Metadata.ResourceVersion)
        {
            throw ApiException.Conflict(Type, pod.Metadata.Name, $"Precondition failed: ResourceVersion in precondition: {version}, ResourceVersion in object meta: {pod.Metadata.ResourceVersion}");
        }
    }

    private static void Merge(JsonObject metadata, JsonObject binding, string name)
    {
        foreach (var (key, value) in binding.Object(name) ?? [])
        {
            metadata.Child(name)[key] = value?.DeepClone();
        }
    }

    private static void SetScheduled(JsonObject status, string now)
    {
        var conditions = status.Array("conditions") ?? [];
        status["conditions"] = conditions;
        if (conditions.FirstOrDefault(entry => (entry as JsonObject).Text("type") == "PodScheduled") is not JsonObject condition)
        {
            condition = new JsonObject { ["type"] = "PodScheduled" };
            conditions.Add((JsonNode)condition);
        }

        if (condition.Text("status") != "True")
        {
            condition["lastTransitionTime"] = now;
        }

        condition["status"] = "True";
        condition["lastProbeTime"] = null;
        condition.Remove("reason");
        condition.Remove("message");
    }
}
