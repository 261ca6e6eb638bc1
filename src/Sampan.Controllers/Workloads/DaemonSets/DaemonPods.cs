using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>The pods of a DaemonSet: each is for one node, and stays through that node's troubles.</summary>
internal static class DaemonPods
{
    private static readonly (string Key, string Effect)[] Tolerated =
    [
        ("node.kubernetes.io/not-ready", "NoExecute"),
        ("node.kubernetes.io/unreachable", "NoExecute"),
        ("node.kubernetes.io/disk-pressure", "NoSchedule"),
        ("node.kubernetes.io/memory-pressure", "NoSchedule"),
        ("node.kubernetes.io/pid-pressure", "NoSchedule"),
        ("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    /// <summary>The pod of a DaemonSet with its tolerations, for any node.</summary>
    public static JsonObject Template(KubernetesObject set)
    {
        var draft = PodTemplates.NewPod(set, WellKnownTypes.DaemonSets);
        draft["metadata"]!["generateName"] = $"{set.Metadata.Name}-";
        var spec = draft["spec"]!.AsObject();
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        foreach (var (key, effect) in Tolerated)
        {
            tolerations.Add((JsonNode)new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = effect });
        }

        if ((bool?)spec["hostNetwork"] ?? false)
        {
            tolerations.Add((JsonNode)new JsonObject { ["key"] = "node.kubernetes.io/network-unavailable", ["operator"] = "Exists", ["effect"] = "NoSchedule" });
        }

        if (tolerations.Parent is null)
        {
            spec["tolerations"] = tolerations;
        }

        return draft;
    }

    /// <summary>The pod for one node: the scheduler is told where it must go.</summary>
    public static KubernetesObject ForNode(KubernetesObject set, TemplateRevision revision, string node)
    {
        var draft = Template(set);
        var metadata = draft["metadata"]!.AsObject();
        var labels = metadata["labels"] as JsonObject ?? [];
        labels[TemplateRevision.HashLabel] = revision.Hash;
        if (labels.Parent is null)
        {
            metadata["labels"] = labels;
        }

        var spec = draft["spec"]!.AsObject();
        var affinity = spec["affinity"] as JsonObject ?? [];
        var nodeAffinity = affinity["nodeAffinity"] as JsonObject ?? [];
        nodeAffinity["requiredDuringSchedulingIgnoredDuringExecution"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchFields"] = new JsonArray(new JsonObject { ["key"] = "metadata.name", ["operator"] = "In", ["values"] = new JsonArray((JsonNode)node) }),
            }),
        };
        affinity["nodeAffinity"] ??= nodeAffinity;
        spec["affinity"] ??= affinity;
        return KubernetesObject.From(draft);
    }

    /// <summary>The node that a pod is on, or meant for.</summary>
    public static string NodeOf(KubernetesObject pod)
    {
        if (pod.NodeName is { Length: > 0 } bound)
        {
            return bound;
        }

        var required = pod.Root.Member("spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution") ?? default;
        return required.Items("nodeSelectorTerms")
            .SelectMany(static term => term.Items("matchFields"))
            .Where(static field => field.StringOrEmpty("key") == "metadata.name")
            .SelectMany(static field => field.Items("values"))
            .Select(static value => value.ToString())
            .FirstOrDefault("");
    }
}
