using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>
/// Spreads like pods over the domains of a node label: by the pod's constraints, or by default ones for pods that a
/// Service or a workload controller selects.
/// </summary>
internal sealed class PodTopologySpread : IFilterPlugin, IScorePlugin
{
    private static readonly ImmutableArray<JsonElement> SystemConstraints =
    [
        JsonElement.Parse("""{"maxSkew":3,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"ScheduleAnyway"}"""),
        JsonElement.Parse("""{"maxSkew":5,"topologyKey":"topology.kubernetes.io/zone","whenUnsatisfiable":"ScheduleAnyway"}"""),
    ];

    private readonly ImmutableArray<JsonElement> _defaults;
    private readonly bool _isSystemDefaulted;

    public PodTopologySpread(JsonElement arguments)
    {
        _isSystemDefaulted = arguments.String("defaultingType") is not "List";
        _defaults = _isSystemDefaulted ? SystemConstraints : [.. arguments.Items("defaultConstraints")];
    }

    public string Name => PluginNames.PodTopologySpread;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        var constraints = ConstraintsOf(pod, snapshot, hard: true);
        return constraints.IsEmpty ? PreFilterResult.Skip : new PreFilterResult(new SpreadFilter(pod, constraints, snapshot));
    }

    public INodeScorer? PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes)
    {
        var constraints = ConstraintsOf(pod, snapshot, hard: false);
        if (constraints.IsEmpty)
        {
            return null;
        }

        // The system's own defaults still spread over hosts where nodes have no zone.
        var needsAllKeys = !pod.SpreadConstraints.IsEmpty || !_isSystemDefaulted;
        return new SpreadScorer(pod, constraints, snapshot, nodes, needsAllKeys);
    }

    private ImmutableArray<TopologySpreadConstraint> ConstraintsOf(PodInfo pod, ClusterSnapshot snapshot, bool hard)
    {
        if (!pod.SpreadConstraints.IsEmpty)
        {
            return pod.SpreadConstraints.All(constraint => constraint.IsHard == hard)
                ? pod.SpreadConstraints
                : pod.SpreadConstraints.RemoveAll(constraint => constraint.IsHard != hard);
        }

        if (snapshot.Objects.Selectors.IsEmpty || DefaultSelector.Of(pod, snapshot) is not { IsEverything: false } selector)
        {
            return [];
        }

        return
        [
            .. _defaults
                .Select(constraint => TopologySpreadConstraint.Of(constraint, pod.Labels) with { Selector = selector })
                .Where(constraint => constraint.IsHard == hard),
        ];
    }
}
