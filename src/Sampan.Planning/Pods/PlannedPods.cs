using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Planning.Members;
using Sampan.Scheduling.Objects;

namespace Sampan.Planning.Pods;

/// <summary>Makes the pods that a workload's controller would create.</summary>
internal sealed class PlannedPods
{
    private const string HashLabel = "pod-template-hash";
    private readonly PlannedWorkload _workload;
    private readonly KubernetesObject? _currentSet;
    private int _made;

    /// <summary>Pods of the workload; they join its current replica set where its template stays.</summary>
    public PlannedPods(PlannedWorkload workload, MemberState member)
    {
        _workload = workload;
        _currentSet = workload is { Before: { } before, ReplacesPods: false, After.Kind: "Deployment" } ? member.CurrentReplicaSet(before) : null;
    }

    /// <summary>
    /// The replica set that a Deployment would get, which the scheduler spreads pods by; null where none would be created.
    /// </summary>
    public KubernetesObject? NewReplicaSet()
    {
        if (_workload.After.Kind != "Deployment" || _currentSet is not null)
        {
            return null;
        }

        var labels = (JsonObject?)JsonNode.Parse(_workload.After.Root.Member("spec", "selector")?.GetRawText() ?? "{}") ?? [];
        var matched = labels["matchLabels"] as JsonObject ?? [];
        matched.Remove(HashLabel);
        labels["matchLabels"] = matched.DeepClone();
        ((JsonObject)labels["matchLabels"]!)[HashLabel] = PlannedHash;
        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "ReplicaSet",
            ["metadata"] = new JsonObject { ["name"] = SetName, ["namespace"] = _workload.After.Metadata.Namespace },
            ["spec"] = new JsonObject { ["selector"] = labels },
        });
    }

    /// <summary>The pod that the workload's controller would post.</summary>
    /// <param name="name">Its name.</param>
    public KubernetesObject Draft(string name)
    {
        var after = _workload.After;
        if (after.Kind == "Pod")
        {
            return after;
        }

        var pod = JsonNode.Parse(PlannedWorkload.Template(after)?.GetRawText() ?? "{}")!.AsObject();
        if (pod["metadata"] is not JsonObject metadata)
        {
            metadata = [];
            pod["metadata"] = metadata;
        }

        metadata["name"] = name;
        metadata["namespace"] = after.Metadata.Namespace;
        metadata["ownerReferences"] = new JsonArray(Owner());
        if (after.Kind == "Deployment")
        {
            if (metadata["labels"] is not JsonObject labels)
            {
                labels = [];
                metadata["labels"] = labels;
            }

            labels[HashLabel] = _currentSet?.Metadata.Labels.GetValueOrDefault(HashLabel) ?? PlannedHash;
        }

        pod["apiVersion"] = "v1";
        pod["kind"] = "Pod";
        return KubernetesObject.From(pod);
    }

    /// <summary>The next pod, as the API server completes what the controller posts.</summary>
    /// <param name="completed">A completed pod of the workload.</param>
    /// <param name="node">The node that it asks for by name, as a DaemonSet's pod does; null for any.</param>
    /// <exception cref="FormatException">A quantity or selector of the template cannot be read.</exception>
    public PodInfo Next(KubernetesObject completed, string? node = null)
    {
        var pod = completed.ToDraft();
        var metadata = pod["metadata"]!.AsObject();
        if (_workload.After.Kind != "Pod")
        {
            metadata["name"] = $"{_workload.After.Metadata.Name}-{PlannedHash}-{(_made++).ToString(CultureInfo.InvariantCulture)}";
        }

        metadata["namespace"] = _workload.After.Metadata.Namespace;
        metadata.Remove("uid");
        if (node is not null && pod["spec"] is JsonObject spec)
        {
            spec["nodeName"] = node;
        }

        return PodInfo.Of(KubernetesObject.From(pod));
    }

    private JsonObject Owner()
    {
        var after = _workload.After;
        var (kind, name) = after.Kind == "Deployment" ? ("ReplicaSet", _currentSet?.Metadata.Name ?? SetName) : (after.Kind, after.Metadata.Name);
        return new JsonObject
        {
            ["apiVersion"] = after.ApiVersion,
            ["kind"] = kind,
            ["name"] = name,
            ["uid"] = "",
            ["controller"] = true,
        };
    }

    private static string PlannedHash => "planned";

    private string SetName => $"{_workload.After.Metadata.Name}-{PlannedHash}";
}
