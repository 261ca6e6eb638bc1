using System.Globalization;
using Sampan.Placement.Filtering;

namespace Sampan.Placement;

/// <summary>Why an attempt failed.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Message">The message, as Karmada words it.</param>
public sealed record PlacementFailure(FailureKind Kind, string Message)
{
    /// <summary>No cluster is feasible: counts each rejected cluster under its first reason.</summary>
    internal static PlacementFailure NoFit(int clusters, IReadOnlyList<RejectedCluster> rejected)
    {
        var reasons = rejected
            .GroupBy(cluster => cluster.Rejections[0].Reason, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}"))
            .Order(StringComparer.Ordinal);
        var explanation = rejected.Count == 0 ? "no cluster exists" : string.Join(", ", reasons);
        return new PlacementFailure(
            FailureKind.NoClusterFit,
            string.Create(CultureInfo.InvariantCulture, $"0/{clusters} clusters are available: {explanation}."));
    }
}
