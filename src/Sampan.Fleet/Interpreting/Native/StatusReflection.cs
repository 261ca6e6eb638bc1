using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Interpreting.Native;

/// <summary>
/// What of a member object's status the hub keeps: the fields that aggregation sums up, and for workloads the
/// generations that tell whether the member has seen the newest template. Other kinds: the whole status.
/// </summary>
internal static class StatusReflection
{
    public static JsonNode? Of(KubernetesObject observed)
    {
        if (FieldsOf(observed.GroupVersionKind) is not { } fields)
        {
            return observed.Root.Member("status").ToNode();
        }

        var isService = observed.Kind == "Service";
        if ((isService && observed.Root.Member("spec")?.String("type") != "LoadBalancer") || observed.Root.Member("status") is not { } status)
        {
            return null;
        }

        var reflected = new JsonObject();
        if (fields.HasGenerations)
        {
            AddUnlessZero(reflected, "generation", observed.Metadata.Generation);
            AddUnlessZero(reflected, "resourceTemplateGeneration", TemplateGeneration(observed));
        }

        foreach (var name in fields.Required)
        {
            reflected[name] = status.Integer(name) ?? 0;
        }

        foreach (var name in fields.Optional)
        {
            Copy(status, name, reflected);
        }

        return reflected.Count > 0 || !fields.HasGenerations ? reflected : null;
    }

    private static Fields? FieldsOf(GroupVersionKind kind) => (kind.Group, kind.Version, kind.Kind) switch
    {
        ("apps", "v1", "Deployment") => Deployment,
        ("apps", "v1", "ReplicaSet") => ReplicaSet,
        ("apps", "v1", "StatefulSet") => StatefulSet,
        ("apps", "v1", "DaemonSet") => DaemonSet,
        ("batch", "v1", "Job") => Job,
        ("", "v1", "Service") => Service,
        ("policy", "v1", "PodDisruptionBudget") => PodDisruptionBudget,
        ("autoscaling", "v2", "HorizontalPodAutoscaler") => HorizontalPodAutoscaler,
        _ => null,
    };

    private static void Copy(JsonElement status, string name, JsonObject reflected)
    {
        if (status.Integer(name) is { } number)
        {
            AddUnlessZero(reflected, name, number);
        }
        else
        {
            reflected.CopyFrom(status, name);
        }
    }

    private static void AddUnlessZero(JsonObject reflected, string name, long number)
    {
        if (number != 0)
        {
            reflected[name] = number;
        }
    }

    private static long TemplateGeneration(KubernetesObject observed)
    {
        var text = observed.Metadata.Annotations.GetValueOrDefault(FleetAnnotations.TemplateGeneration, "");
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            ? generation
            : throw new InterpretationException($"annotation {FleetAnnotations.TemplateGeneration} is no number: \"{text}\"");
    }

    private sealed record Fields(bool HasGenerations, string[] Required, string[] Optional);

    private static readonly Fields Deployment = new(true, [], ["observedGeneration", "replicas", "updatedReplicas", "readyReplicas", "availableReplicas", "unavailableReplicas"]);
    private static readonly Fields ReplicaSet = new(true, ["replicas"], ["readyReplicas", "availableReplicas", "observedGeneration"]);
    private static readonly Fields StatefulSet = new(true, ["replicas", "availableReplicas"], ["readyReplicas", "currentReplicas", "updatedReplicas"]);
    private static readonly Fields DaemonSet = new(true, ["currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady"], ["observedGeneration", "updatedNumberScheduled", "numberAvailable", "numberUnavailable"]);
    private static readonly Fields Job = new(false, [], ["conditions", "startTime", "completionTime", "active", "succeeded", "failed"]);
    private static readonly Fields Service = new(false, [], ["loadBalancer"]);
    private static readonly Fields PodDisruptionBudget = new(false, ["disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods"], ["disruptedPods"]);
    private static readonly Fields HorizontalPodAutoscaler = new(false, ["desiredReplicas"], ["currentReplicas"]);
}
