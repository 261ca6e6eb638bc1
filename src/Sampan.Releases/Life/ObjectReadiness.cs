using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Releases.Life;

/// <summary>Whether an object has become what it declares, by the rules that <c>kubectl rollout status</c> and Helm's wait follow.</summary>
public static class ObjectReadiness
{
    /// <summary>Null when ready, else what is still missing. Kinds without a notion of readiness are ready once they exist.</summary>
    public static string? Missing(KubernetesObject live)
    {
        var spec = live.Root.Member("spec") ?? default;
        var status = live.Root.Member("status") ?? default;
        return live.GroupVersionKind switch
        {
            { Group: "apps", Kind: "Deployment" } => Observed(live, status) ?? Deployment(spec, status),
            { Group: "apps", Kind: "StatefulSet" } => Observed(live, status) ?? Count(status, "readyReplicas", spec.Integer("replicas") ?? 1, "ready"),
            { Group: "apps", Kind: "ReplicaSet" } => Observed(live, status) ?? Count(status, "readyReplicas", spec.Integer("replicas") ?? 1, "ready"),
            { Group: "apps", Kind: "DaemonSet" } => Observed(live, status) ?? Count(status, "numberReady", status.Integer("desiredNumberScheduled") ?? 0, "ready"),
            { Group: "batch", Kind: "Job" } => Job(spec, status),
            { Group: "", Kind: "Pod" } => Condition(status, "Ready") ? null : $"phase {status.StringOrEmpty("phase")}",
            { Group: "", Kind: "PersistentVolumeClaim" } => status.String("phase") == "Bound" ? null : "not bound",
            { Group: "apiextensions.k8s.io", Kind: "CustomResourceDefinition" } => Condition(status, "Established") ? null : "not established",
            _ => null,
        };
    }

    private static string? Observed(KubernetesObject live, JsonElement status) =>
        (status.Integer("observedGeneration") ?? 0) >= live.Metadata.Generation ? null : "change not yet observed";

    private static string? Deployment(JsonElement spec, JsonElement status)
    {
        var desired = spec.Integer("replicas") ?? 1;
        return Count(status, "updatedReplicas", desired, "updated") ?? Count(status, "availableReplicas", desired, "available");
    }

    private static string? Count(JsonElement status, string field, long desired, string word)
    {
        var actual = status.Integer(field) ?? 0;
        return actual >= desired ? null : $"{actual} of {desired} {word}";
    }

    private static string? Job(JsonElement spec, JsonElement status) =>
        Condition(status, "Failed") ? "failed" : Condition(status, "Complete") ? null : Count(status, "succeeded", spec.Integer("completions") ?? 1, "succeeded") ?? "not complete";

    private static bool Condition(JsonElement status, string type)
    {
        foreach (var condition in status.Items("conditions"))
        {
            if (condition.String("type") == type)
            {
                return condition.String("status") == "True";
            }
        }

        return false;
    }
}
