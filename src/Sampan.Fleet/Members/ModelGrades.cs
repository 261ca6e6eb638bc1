using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Members;

/// <summary>The grades of a Cluster's resource models, into which nodes are sorted by what they still offer.</summary>
internal sealed class ModelGrades
{
    private readonly long[] _grades;

    /// <summary>The modelled resources, each with its minimum in every grade.</summary>
    private readonly Dictionary<string, Quantity[]> _minimums;

    private ModelGrades(long[] grades, Dictionary<string, Quantity[]> minimums) => (_grades, _minimums) = (grades, minimums);

    /// <summary>Reads <c>spec.resourceModels</c>; null where there are none.</summary>
    public static ModelGrades? Of(IReadOnlyList<JsonElement> models)
    {
        if (models.Count == 0)
        {
            return null;
        }

        var minimums = new Dictionary<string, Quantity[]>(StringComparer.Ordinal);
        for (var i = 0; i < models.Count; i++)
        {
            foreach (var range in models[i].Items("ranges"))
            {
                var resource = range.StringOrEmpty("name");
                if (!minimums.TryGetValue(resource, out var ofResource))
                {
                    minimums[resource] = ofResource = new Quantity[models.Count];
                }

                ofResource[i] = range.Member("min") is { } minimum ? Quantity.Parse(minimum) : Quantity.Zero;
            }
        }

        return new ModelGrades([.. models.Select(model => model.Integer("grade") ?? 0)], minimums);
    }

    /// <summary>Counts nodes by grade. As upstream, counting ends at the first node that has no room for another pod.</summary>
    public JsonArray Count(IReadOnlyList<KubernetesObject> nodes, PodUsage usage)
    {
        var counts = new int[_grades.Length];
        foreach (var node in nodes)
        {
            if (Available(node, usage) is not { } available)
            {
                break;
            }

            if (Index(available) is >= 0 and var index)
            {
                counts[index]++;
            }
        }

        return new JsonArray([.. _grades.Select((grade, i) => new JsonObject { ["grade"] = grade, ["count"] = counts[i] })]);
    }

    private static Dictionary<string, Quantity>? Available(KubernetesObject node, PodUsage usage)
    {
        var available = new Dictionary<string, Quantity>(ResourceLists.Read(node.Root.Member("status", "allocatable")), StringComparer.Ordinal);
        if (!usage.ByNode.TryGetValue(node.Metadata.Name, out var used))
        {
            return available;
        }

        if (available.GetValueOrDefault("pods").Value - used.Pods <= 0)
        {
            return null;
        }

        foreach (var (resource, quantity) in used.Quantities)
        {
            if (available.TryGetValue(resource, out var allocatable))
            {
                available[resource] = allocatable - quantity;
            }
        }

        return available;
    }

    // The highest grade whose minimum every modelled resource reaches; -1 where the lowest is already too much.
    private int Index(Dictionary<string, Quantity> available) => _minimums.Count == 0
        ? -1
        : _minimums.Min(minimums => Array.FindLastIndex(minimums.Value, minimum => minimum.CompareTo(available.GetValueOrDefault(minimums.Key)) <= 0));
}
