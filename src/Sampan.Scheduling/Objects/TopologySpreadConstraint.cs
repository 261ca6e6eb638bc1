using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 TopologySpreadConstraint.</summary>
internal sealed record TopologySpreadConstraint
{
    public required int MaxSkew { get; init; }

    public required string TopologyKey { get; init; }

    /// <summary>Whether a node that breaks the constraint is refused, rather than liked less.</summary>
    public required bool IsHard { get; init; }

    public required LabelSelector Selector { get; init; }

    public int MinDomains { get; init; } = 1;

    /// <summary>Whether nodes that the pod's affinity excludes are left out of the count.</summary>
    public bool HonorsNodeAffinity { get; init; } = true;

    /// <summary>Whether nodes whose taints the pod does not tolerate are left out of the count.</summary>
    public bool HonorsNodeTaints { get; init; }

    public static TopologySpreadConstraint Of(JsonElement constraint, IReadOnlyDictionary<string, string> podLabels) => new()
    {
        MaxSkew = (int)(constraint.Integer("maxSkew") ?? 0),
        TopologyKey = constraint.StringOrEmpty("topologyKey"),
        IsHard = constraint.StringOrEmpty("whenUnsatisfiable") == "DoNotSchedule",
        Selector = SelectorOf(constraint, podLabels),
        MinDomains = (int)(constraint.Integer("minDomains") ?? 1),
        HonorsNodeAffinity = constraint.String("nodeAffinityPolicy") != "Ignore",
        HonorsNodeTaints = constraint.String("nodeTaintsPolicy") == "Honor",
    };

    /// <summary>Whether the node counts for the pod's spreading.</summary>
    public bool Counts(Node node, PodInfo pod) =>
        (!HonorsNodeAffinity || pod.MatchesNodeAffinity(node))
        && (!HonorsNodeTaints || !Toleration.LeavesHardTaint(pod.Tolerations, node.Taints));

    private static LabelSelector SelectorOf(JsonElement constraint, IReadOnlyDictionary<string, string> podLabels)
    {
        var selector = LabelSelector.Of(constraint.Member("labelSelector"));
        List<LabelRequirement> merged = [];
        foreach (var key in constraint.Items("matchLabelKeys"))
        {
            if (podLabels.TryGetValue(key.ToString(), out var value))
            {
                merged.Add(new LabelRequirement(key.ToString(), LabelOperator.Equals, [value]));
            }
        }

        return merged.Count == 0 ? selector : new LabelSelector(merged.Concat(selector.Requirements));
    }
}
