using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Placement.Capacity;

namespace Sampan.Placement.Members;

/// <summary>A Cluster's <c>status.resourceSummary</c>, reduced to what is still free.</summary>
/// <param name="AvailablePods">How many more pods the cluster takes; never negative.</param>
/// <param name="Available">By resource that the cluster has, what is left of it: allocatable − allocated − allocating.</param>
/// <param name="Modelings">How many nodes fall into each grade of the cluster's resource models; empty where not collected.</param>
public sealed record ResourceSummary(
    long AvailablePods,
    IReadOnlyDictionary<string, ResourceAmount> Available,
    IReadOnlyList<ModelCount> Modelings)
{
    /// <summary>Reads the summary.</summary>
    public static ResourceSummary Of(JsonElement summary)
    {
        var allocatable = Quantities(summary, "allocatable");
        var allocating = Quantities(summary, "allocating");
        var allocated = Quantities(summary, "allocated");
        var available = new Dictionary<string, ResourceAmount>(allocatable.Count, StringComparer.Ordinal);
        foreach (var (resource, quantity) in allocatable)
        {
            var left = quantity - allocated.GetValueOrDefault(resource) - allocating.GetValueOrDefault(resource);
            available[resource] = ResourceAmount.Of(left);
        }

        List<ModelCount> modelings = [];
        foreach (var entry in summary.Items("allocatableModelings"))
        {
            modelings.Add(new ModelCount(entry.Integer("grade") ?? 0, entry.Integer("count") ?? 0));
        }

        // Pods are counted, not measured: each list is rounded on its own.
        var pods = Pods(allocatable) - Pods(allocated) - Pods(allocating);
        return new ResourceSummary(Math.Max(0, pods), available, modelings);
    }

    private static long Pods(Dictionary<string, Quantity> quantities) => quantities.GetValueOrDefault("pods").Value;

    private static Dictionary<string, Quantity> Quantities(JsonElement summary, string list)
    {
        var quantities = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        if (summary.Member(list) is { ValueKind: JsonValueKind.Object } entries)
        {
            foreach (var entry in entries.EnumerateObject())
            {
                quantities[entry.Name] = Quantity.Parse(entry.Value);
            }
        }

        return quantities;
    }
}
