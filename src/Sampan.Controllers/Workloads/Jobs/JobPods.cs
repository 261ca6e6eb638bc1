using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Jobs;

/// <summary>The pods of a Job.</summary>
internal static class JobPods
{
    /// <summary>Keeps an ended pod until its end is counted in the Job's status.</summary>
    public const string Tracking = "batch.kubernetes.io/job-tracking";

    private const string IndexKey = "batch.kubernetes.io/job-completion-index";

    public static bool IsTracked(KubernetesObject pod) => pod.Metadata.Finalizers.Contains(Tracking);

    /// <summary>The index that a pod of an Indexed Job works on, or null.</summary>
    public static int? IndexOf(KubernetesObject pod) =>
        pod.Metadata.Annotations.TryGetValue(IndexKey, out var text) && int.TryParse(text, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>A new pod; for an Indexed Job the one of an index.</summary>
    public static KubernetesObject Pod(JobState job, int? index)
    {
        var draft = PodTemplates.NewPod(job.Object, WellKnownTypes.Jobs);
        var metadata = draft["metadata"]!.AsObject();
        metadata["generateName"] = index is null ? $"{job.Name}-" : $"{job.Name}-{index}-";
        var finalizers = metadata["finalizers"] as JsonArray ?? [];
        finalizers.Add((JsonNode)Tracking);
        metadata["finalizers"] ??= finalizers;
        if (index is { } number)
        {
            AddIndex(draft, $"{job.Name}-{number}", number.ToString(CultureInfo.InvariantCulture));
        }

        return KubernetesObject.From(draft);
    }

    private static void AddIndex(JsonObject pod, string hostname, string index)
    {
        foreach (var field in (ReadOnlySpan<string>)["annotations", "labels"])
        {
            var map = pod["metadata"]![field] as JsonObject ?? [];
            map[IndexKey] = index;
            pod["metadata"]![field] ??= map;
        }

        var spec = pod["spec"]!.AsObject();
        spec["hostname"] = hostname;
        foreach (var container in (spec["containers"] as JsonArray ?? []).Concat(spec["initContainers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var environment = container["env"] as JsonArray ?? [];
            environment.Add((JsonNode)new JsonObject
            {
                ["name"] = "JOB_COMPLETION_INDEX",
                ["valueFrom"] = new JsonObject { ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = $"metadata.labels['{IndexKey}']" } },
            });
            container["env"] ??= environment;
        }
    }
}
