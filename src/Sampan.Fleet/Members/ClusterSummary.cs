using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Members;

/// <summary>A member's nodes and pods summed up as its Cluster's status tells them.</summary>
/// <param name="NodeSummary"><c>status.nodeSummary</c>.</param>
/// <param name="ResourceSummary"><c>status.resourceSummary</c>.</param>
public sealed record ClusterSummary(JsonObject NodeSummary, JsonObject ResourceSummary)
{
    /// <summary>Sums up.</summary>
    /// <param name="nodes">The member's nodes, in the order in which grades are counted.</param>
    /// <param name="pods">The member's pods.</param>
    /// <param name="resourceModels">The Cluster's <c>spec.resourceModels</c>; none for no modelling.</param>
    /// <exception cref="FormatException">A quantity in an object is malformed.</exception>
    public static ClusterSummary Of(
        IReadOnlyList<KubernetesObject> nodes,
        IReadOnlyList<KubernetesObject> pods,
        IReadOnlyList<JsonElement> resourceModels)
    {
        var usage = PodUsage.Of(pods);
        JsonObject resources = [];
        Add(resources, "allocatable", Allocatable(nodes));
        Add(resources, "allocating", usage.Waiting.ToJson());
        Add(resources, "allocated", usage.Placed.ToJson());
        if (ModelGrades.Of(resourceModels) is { } grades)
        {
            resources["allocatableModelings"] = grades.Count(nodes, usage);
        }

        return new ClusterSummary(Nodes(nodes), resources);
    }

    private static JsonObject Nodes(IReadOnlyList<KubernetesObject> nodes)
    {
        JsonObject summary = [];
        AddCount(summary, "totalNum", nodes.Count);
        AddCount(summary, "readyNum", nodes.Count(IsReady));
        return summary;
    }

    private static bool IsReady(KubernetesObject node) => (node.Root.Member("status") ?? default).Items("conditions")
        .Any(condition => condition.String("type") == "Ready" && condition.String("status") == "True");

    private static JsonObject Allocatable(IReadOnlyList<KubernetesObject> nodes)
    {
        var sums = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var (resource, quantity) in nodes.SelectMany(node => ResourceLists.Read(node.Root.Member("status", "allocatable"))))
        {
            sums[resource] = sums.TryGetValue(resource, out var sum) ? sum + quantity : quantity;
        }

        JsonObject list = [];
        foreach (var (resource, sum) in sums)
        {
            list[resource] = sum.ToString();
        }

        return list;
    }

    private static void Add(JsonObject summary, string name, JsonObject list)
    {
        if (list.Count > 0)
        {
            summary[name] = list;
        }
    }

    private static void AddCount(JsonObject summary, string name, int count)
    {
        if (count > 0)
        {
            summary[name] = count;
        }
    }
}
