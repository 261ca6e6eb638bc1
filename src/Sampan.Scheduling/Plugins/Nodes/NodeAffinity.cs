using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Nodes;

/// <summary>Node selectors and node affinity: the pod's own and what the profile adds for every pod (<c>addedAffinity</c>).</summary>
internal sealed class NodeAffinity(JsonElement arguments) : IFilterPlugin, IScorePlugin
{
    private static readonly Verdict NotMatched = Verdict.Unresolvable(PluginNames.NodeAffinity, "node(s) didn't match Pod's node affinity/selector");
    private static readonly Verdict NotEnforced = Verdict.Unresolvable(PluginNames.NodeAffinity, "node(s) didn't match scheduler-enforced node affinity");
    private static readonly Verdict Conflict = Verdict.Unresolvable(PluginNames.NodeAffinity, "pod affinity terms conflict");

    private readonly NodeSelector? _added = NodeSelector.Of(arguments.Member("addedAffinity", "requiredDuringSchedulingIgnoredDuringExecution"));

    private readonly ImmutableArray<PreferredNodeTerm> _addedPreferred =
        [.. (arguments.Member("addedAffinity") ?? default).Items("preferredDuringSchedulingIgnoredDuringExecution").Select(PreferredNodeTerm.Of)];

    public string Name => PluginNames.NodeAffinity;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.NodeAffinity is null && pod.NodeLabels.IsEmpty && _added is null)
        {
            return PreFilterResult.Skip;
        }

        var names = pod.NodeAffinity?.NodeNames();
        return names is { Count: 0 } ? PreFilterResult.Reject(Conflict) : new PreFilterResult(new Affinity(pod, _added), NodeNames: names);
    }

    public INodeScorer? PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) =>
        pod.PreferredNodes.IsEmpty && _addedPreferred.IsEmpty ? null : new Preference(_addedPreferred.AddRange(pod.PreferredNodes));

    private sealed class Affinity(PodInfo pod, NodeSelector? added) : INodeFilter
    {
        public Verdict? Filter(NodeInfo node)
        {
            if (added is not null && !added.Matches(node.Node))
            {
                return NotEnforced;
            }

            return pod.MatchesNodeAffinity(node.Node) ? null : NotMatched;
        }
    }

    private sealed class Preference(ImmutableArray<PreferredNodeTerm> terms) : INodeScorer
    {
        public long Score(NodeInfo node)
        {
            long score = 0;
            foreach (var term in terms)
            {
                score += term.Term.Matches(node.Node.Labels, node.Name) ? term.Weight : 0;
            }

            return score;
        }

        public void Normalize(Span<long> scores) => Scores.ScaleByGreatest(scores, reversed: false);
    }
}
