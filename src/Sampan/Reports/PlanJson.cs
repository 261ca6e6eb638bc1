using System.Text.Json.Nodes;
using Sampan.Planning;

namespace Sampan.Reports;

/// <summary>A plan for programs: <c>sampan plan -o json</c>. The shape is kept from version to version.</summary>
internal static class PlanJson
{
    public static JsonObject Of(FleetPlan plan) => new()
    {
        ["hasChanges"] = plan.HasChanges,
        ["pendingPods"] = plan.PendingPods,
        ["clusters"] = Array(plan.Clusters, Of),
        ["workloads"] = Array(plan.Workloads, Of),
        ["warnings"] = Array(plan.Warnings, warning => JsonValue.Create(warning)),
    };

    private static JsonObject Of(ClusterPlan cluster) => new()
    {
        ["cluster"] = cluster.Cluster,
        ["changes"] = Array(cluster.Changes, Of),
    };

    private static JsonObject Of(ObjectChange change) => new()
    {
        ["release"] = change.Release,
        ["change"] = change.Kind.ToString().ToLowerInvariant(),
        ["apiVersion"] = change.Type.ApiVersion,
        ["kind"] = change.Type.Kind,
        ["namespace"] = change.Name.Namespace,
        ["name"] = change.Name.Name,
        ["fields"] = Array(change.Fields, field => new JsonObject
        {
            ["path"] = field.Path,
            ["before"] = field.Before,
            ["after"] = field.After,
        }),
    };

    private static JsonObject Of(WorkloadPlan workload) => new()
    {
        ["release"] = workload.Release,
        ["apiVersion"] = workload.Type.ApiVersion,
        ["kind"] = workload.Type.Kind,
        ["namespace"] = workload.Name.Namespace,
        ["name"] = workload.Name.Name,
        ["failure"] = workload.Failure,
        ["undecided"] = workload.Undecided,
        ["targets"] = Array(workload.Targets, target => new JsonObject
        {
            ["cluster"] = target.Cluster,
            ["replicas"] = target.Replicas,
            ["pods"] = Array(target.Pods, pod => new JsonObject
            {
                ["node"] = pod.Node,
                ["exists"] = pod.Exists,
                ["reason"] = pod.Reason,
            }),
        }),
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> of) => new([.. items.Select(of)]);
}
