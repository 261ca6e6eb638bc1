using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Status;

/// <summary>
/// Makes the status of a template from the statuses that members report, for the built-in kinds: Karmada's native
/// <c>AggregateStatus</c> interpreters.
/// </summary>
public static class StatusAggregation
{
    private delegate JsonObject? Aggregator(KubernetesObject template, MemberStatuses members, TimeProvider time);

    private static readonly Dictionary<GroupVersionKind, Aggregator> Aggregators = new()
    {
        [new("apps", "v1", "Deployment")] = (template, members, _) => WorkloadCounters.Deployment.Aggregate(template, members),
        [new("apps", "v1", "ReplicaSet")] = (template, members, _) => WorkloadCounters.ReplicaSet.Aggregate(template, members),
        [new("apps", "v1", "StatefulSet")] = (template, members, _) => WorkloadCounters.StatefulSet.Aggregate(template, members),
        [new("apps", "v1", "DaemonSet")] = (template, members, _) => WorkloadCounters.DaemonSet.Aggregate(template, members),
        [new("batch", "v1", "Job")] = JobAggregation.Aggregate,
        [new("batch", "v1", "CronJob")] = (_, members, _) => CronJobAggregation.Aggregate(members),
        [new("", "v1", "Service")] = (template, members, _) => LoadBalancerAggregation.OfService(template, members),
        [new("networking.k8s.io", "v1", "Ingress")] = (_, members, _) => LoadBalancerAggregation.OfIngress(members),
        [new("", "v1", "Pod")] = (_, members, _) => PodAggregation.Aggregate(members),
        [new("", "v1", "PersistentVolume")] = (_, members, _) => VolumePhases.OfVolume(members),
        [new("", "v1", "PersistentVolumeClaim")] = (_, members, _) => VolumePhases.OfClaim(members),
        [new("policy", "v1", "PodDisruptionBudget")] = (_, members, _) => PodDisruptionBudgetAggregation.Aggregate(members),
        [new("autoscaling", "v2", "HorizontalPodAutoscaler")] = (_, members, _) => AutoscalerAggregation.Aggregate(members),
    };

    /// <summary>Whether the kind's status can be aggregated.</summary>
    public static bool Supports(GroupVersionKind kind) => Aggregators.ContainsKey(kind);

    /// <summary>Aggregates.</summary>
    /// <param name="template">The template as it is, with its present status.</param>
    /// <param name="items">The binding's <c>status.aggregatedStatus</c>.</param>
    /// <param name="time">The clock, for conditions that appear now.</param>
    /// <returns>The template's whole new status, or null where it stays as it is.</returns>
    /// <exception cref="NotSupportedException">The kind is not one of those that <see cref="Supports"/> names.</exception>
    public static JsonObject? Aggregate(KubernetesObject template, IReadOnlyList<JsonElement> items, TimeProvider time) =>
        Aggregators.TryGetValue(template.GroupVersionKind, out var aggregator)
            ? aggregator(template, new MemberStatuses(items), time)
            : throw new NotSupportedException(
                $"default AggregateStatus interpreter for \"{template.GroupVersionKind.Group}/{template.GroupVersionKind.Version}, Kind={template.Kind}\" not found");
}
