using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Placement.Capacity;

namespace Sampan.Placement.Members;

/// <summary>One grade of a Cluster's <c>spec.resourceModels</c>: a class of nodes, told apart by what they still offer.</summary>
/// <param name="Grade">The grade; higher grades are larger nodes.</param>
/// <param name="Minimums">By resource, the least that a node of this grade still offers.</param>
public sealed record ResourceModel(long Grade, IReadOnlyDictionary<string, ResourceAmount> Minimums)
{
    /// <summary>Reads one entry.</summary>
    public static ResourceModel Of(JsonElement entry)
    {
        var minimums = new Dictionary<string, ResourceAmount>(StringComparer.Ordinal);
        foreach (var range in entry.Items("ranges"))
        {
            minimums[range.StringOrEmpty("name")] = range.Member("min") is { } minimum ? ResourceAmount.Of(Quantity.Parse(minimum)) : default;
        }

        return new ResourceModel(entry.Integer("grade") ?? 0, minimums);
    }
}
