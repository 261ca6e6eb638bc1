using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>How replicas are shared out (<c>placement.replicaScheduling</c>).</summary>
/// <param name="Type"><c>Duplicated</c> or <c>Divided</c>.</param>
/// <param name="DivisionPreference"><c>Aggregated</c> or <c>Weighted</c>, for <c>Divided</c>.</param>
/// <param name="Weights">The weights of <c>Weighted</c>; null weighs all clusters alike.</param>
public sealed record ReplicaScheduling(string Type, string DivisionPreference, WeightPreference? Weights)
{
    /// <summary>Whether every cluster runs all replicas.</summary>
    public bool Duplicated => Type == "Duplicated";

    /// <summary>Whether the replicas are shared among the clusters.</summary>
    public bool Divided => Type == "Divided";

    /// <summary>The way of assignment, or null where the policy names none that is known.</summary>
    public DivisionStrategy? Strategy => (Type, DivisionPreference) switch
    {
        ("Duplicated", _) => DivisionStrategy.Duplicated,
        ("Divided", "Aggregated") => DivisionStrategy.Aggregated,
        ("Divided", "Weighted") => Weights is { Dynamic: true } ? DivisionStrategy.DynamicWeight : DivisionStrategy.StaticWeight,
        _ => null,
    };

    /// <summary>Whether the weights alone decide, so that spread constraints are not looked at.</summary>
    public bool IgnoresSpread =>
        Divided && DivisionPreference == "Weighted" && (Weights is null || (Weights.StaticWeights.Count > 0 && !Weights.Dynamic));

    /// <summary>Reads the strategy.</summary>
    public static ReplicaScheduling Of(JsonElement scheduling) => new(
        scheduling.StringOrEmpty("replicaSchedulingType"),
        scheduling.StringOrEmpty("replicaDivisionPreference"),
        scheduling.Member("weightPreference") is { } weights ? WeightPreference.Of(weights) : null);
}
