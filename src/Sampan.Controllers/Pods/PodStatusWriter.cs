using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Pods;

/// <summary>Writes what the scheduler and others that take pods away say in a pod's status, as strategic merge patches of the status subresource.</summary>
internal sealed class PodStatusWriter(ICluster cluster, WriteOptions write, TimeProvider time)
{
    /// <summary>Says why a pod has no node, and where room is being made for it. Writes nothing that the pod says already.</summary>
    /// <param name="pod">The pod as it is cached.</param>
    /// <param name="reason"><c>Unschedulable</c> or <c>SchedulerError</c>.</param>
    /// <param name="message">Why.</param>
    /// <param name="nominatedNode">The node where room is being made; empty for none.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    public async ValueTask SetUnscheduledAsync(KubernetesObject pod, string reason, string message, string nominatedNode, CancellationToken cancellationToken)
    {
        var status = pod.Root.Member("status") ?? default;
        var current = status.Items("conditions").FirstOrDefault(condition => condition.StringOrEmpty("type") == "PodScheduled");
        var isKnown = current.StringOrEmpty("status") == "False" && current.StringOrEmpty("reason") == reason && current.StringOrEmpty("message") == message;
        if (isKnown && status.StringOrEmpty("nominatedNodeName") == nominatedNode)
        {
            return;
        }

        var condition = Condition("PodScheduled", "False", reason, message, pod.Metadata.Generation);
        if (current.StringOrEmpty("status") == "False")
        {
            condition["lastTransitionTime"] = current.String("lastTransitionTime");
        }

        var patch = new JsonObject { ["conditions"] = new JsonArray(condition) };
        if (status.StringOrEmpty("nominatedNodeName") != nominatedNode)
        {
            patch["nominatedNodeName"] = nominatedNode.Length == 0 ? null : nominatedNode;
        }

        await PatchAsync(pod.NamespacedName, pod.Metadata.Uid, patch, cancellationToken);
    }

    /// <summary>Says why a pod is about to be deleted by somebody who did not ask its owner: the condition <c>DisruptionTarget</c>.</summary>
    public ValueTask SetDisruptedAsync(NamespacedName pod, string uid, string reason, string message, CancellationToken cancellationToken) =>
        PatchAsync(pod, uid, Disrupted(reason, message), cancellationToken);

    /// <summary>The same of a pod that has nowhere to run any more: it has failed.</summary>
    public ValueTask SetFailedAsync(NamespacedName pod, string uid, string reason, string message, CancellationToken cancellationToken)
    {
        var status = Disrupted(reason, message);
        status["phase"] = "Failed";
        return PatchAsync(pod, uid, status, cancellationToken);
    }

    private JsonObject Disrupted(string reason, string message) =>
        new() { ["conditions"] = new JsonArray(Condition("DisruptionTarget", "True", reason, message, generation: 0)) };

    private JsonObject Condition(string type, string status, string reason, string message, long generation)
    {
        var condition = new JsonObject
        {
            ["type"] = type,
            ["status"] = status,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = KubernetesTime.Format(time.GetUtcNow()),
            ["reason"] = reason,
            ["message"] = message,
        };
        if (generation > 0)
        {
            condition["observedGeneration"] = generation;
        }

        return condition;
    }

    private async ValueTask PatchAsync(NamespacedName pod, string uid, JsonObject status, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = uid }, ["status"] = status };
        try
        {
            await cluster.PatchAsync(
                WellKnownTypes.Pods,
                pod,
                new Patch(PatchType.StrategicMerge, patch.ToUtf8Bytes()),
                write with { Subresource = "status" },
                cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // The pod is gone, or another one of its name is there now: there is nobody to tell.
        }
    }
}
