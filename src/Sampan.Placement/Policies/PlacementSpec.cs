using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Placement.Policies;

/// <summary>A policy's <c>placement</c> (policy.karmada.io/v1alpha1 Placement).</summary>
public sealed record PlacementSpec
{
    /// <summary>The clusters that qualify; null where not given. It excludes <see cref="AffinityTerms"/>.</summary>
    public ClusterAffinity? Affinity { get; init; }

    /// <summary>Groups of clusters, tried in order; null where not given.</summary>
    public IReadOnlyList<AffinityTerm>? AffinityTerms { get; init; }

    /// <summary>The taints that are put up with.</summary>
    public IReadOnlyList<ClusterToleration> Tolerations { get; init; } = [];

    /// <summary>The spread over groups of clusters.</summary>
    public IReadOnlyList<SpreadConstraint> SpreadConstraints { get; init; } = [];

    /// <summary>How replicas are shared out; null means that every cluster runs all.</summary>
    public ReplicaScheduling? ReplicaScheduling { get; init; }

    /// <summary>The placement as Karmada writes it into the annotation <c>policy.karmada.io/applied-placement</c>: JSON, field by field.</summary>
    public AppliedPlacement Applied { get; init; } = AppliedPlacement.Empty;

    /// <summary>Whether every cluster runs all replicas.</summary>
    public bool Duplicated => ReplicaScheduling is null || ReplicaScheduling.Duplicated;

    /// <summary>Reads a placement.</summary>
    public static PlacementSpec Of(JsonElement placement) => new()
    {
        Affinity = placement.Member("clusterAffinity") is { } affinity ? ClusterAffinity.Of(affinity) : null,
        AffinityTerms = placement.Member("clusterAffinities") is { ValueKind: JsonValueKind.Array } terms
            ? [.. terms.EnumerateArray().Select(AffinityTerm.Of)]
            : null,
        Tolerations = [.. placement.Items("clusterTolerations").Select(ClusterToleration.Of)],
        SpreadConstraints = [.. placement.Items("spreadConstraints").Select(SpreadConstraint.Of)],
        ReplicaScheduling = placement.Member("replicaScheduling") is { } scheduling ? ReplicaScheduling.Of(scheduling) : null,
        Applied = AppliedPlacement.Of(placement),
    };

    /// <summary>The affinity term of that name, or null.</summary>
    public AffinityTerm? Term(string name) => AffinityTerms?.FirstOrDefault(term => term.Name == name);

    /// <summary>The last constraint on a field, or null.</summary>
    public SpreadConstraint? Spread(string field) => SpreadConstraints.LastOrDefault(constraint => constraint.Field == field);
}
