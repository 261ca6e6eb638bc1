using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Placement.Members;

namespace Sampan.Placement.Policies;

/// <summary>Which clusters may take an object: all of the given criteria have to hold; none given means every cluster.</summary>
public sealed record ClusterAffinity
{
    /// <summary>Over the cluster's labels, or null.</summary>
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Whether the label selector in the policy was malformed; no cluster matches then.</summary>
    public bool Malformed { get; init; }

    /// <summary>Over the cluster's provider, region and zones; empty means any.</summary>
    public IReadOnlyList<FieldRequirement> FieldRequirements { get; init; } = [];

    /// <summary>The clusters by name; empty means any.</summary>
    public IReadOnlyList<string> ClusterNames { get; init; } = [];

    /// <summary>Clusters that never match, whatever else holds.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Reads a policy.karmada.io/v1alpha1 ClusterAffinity.</summary>
    public static ClusterAffinity Of(JsonElement affinity)
    {
        var (selector, malformed) = Selector(affinity);
        return new ClusterAffinity
        {
            LabelSelector = selector,
            Malformed = malformed,
            FieldRequirements = [.. (affinity.Member("fieldSelector") ?? default).Items("matchExpressions").Select(FieldRequirement.Of)],
            ClusterNames = [.. affinity.Items("clusterNames").Select(name => name.ToString())],
            Exclude = [.. affinity.Items("exclude").Select(name => name.ToString())],
        };
    }

    /// <summary>Whether the cluster meets every criterion.</summary>
    public bool Matches(MemberCluster cluster)
    {
        if (Malformed || Exclude.Contains(cluster.Name) || (ClusterNames.Count > 0 && !ClusterNames.Contains(cluster.Name)))
        {
            return false;
        }

        foreach (var requirement in FieldRequirements)
        {
            if (!requirement.Matches(cluster))
            {
                return false;
            }
        }

        return LabelSelector is null || LabelSelector.Matches(cluster.Labels);
    }

    private static (LabelSelector? Selector, bool Malformed) Selector(JsonElement affinity)
    {
        if (affinity.Member("labelSelector") is not { } selector)
        {
            return (null, false);
        }

        try
        {
            return (LabelSelector.Of(selector), false);
        }
        catch (FormatException)
        {
            return (null, true);
        }
    }
}
