using System.Collections.Immutable;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Affinity;

/// <summary>Affinity and anti-affinity between pods, in both directions.</summary>
internal sealed class InterPodAffinity(JsonElement arguments) : IFilterPlugin, IScorePlugin
{
    private readonly long _requiredWeight = arguments.Integer("hardPodAffinityWeight") ?? 1;
    private readonly bool _ignoresPreferencesOfOthers = arguments.Boolean("ignorePreferredTermsOfExistingPods") ?? false;

    public string Name => PluginNames.InterPodAffinity;

    public PreFilterResult PreFilter(PodInfo pod, ClusterSnapshot snapshot)
    {
        if (pod.Affinity.Required.IsEmpty && pod.AntiAffinity.Required.IsEmpty && snapshot.NodesWithAffinity == 0)
        {
            return PreFilterResult.Skip;
        }

        var filter = new AffinityFilter(pod, Resolve(pod.Affinity.Required, snapshot), Resolve(pod.AntiAffinity.Required, snapshot), snapshot.Objects.LabelsOf(pod.Namespace));
        filter.CountAll(snapshot);
        return filter.IsIdle ? PreFilterResult.Skip : new PreFilterResult(filter);
    }

    public INodeScorer? PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes)
    {
        var hasPreferences = !pod.Affinity.Preferred.IsEmpty || !pod.AntiAffinity.Preferred.IsEmpty;
        if (!hasPreferences && (_ignoresPreferencesOfOthers || snapshot.NodesWithAffinity == 0))
        {
            return null;
        }

        var scorer = new AffinityScorer(
            pod,
            Resolve(pod.Affinity.Preferred, snapshot),
            Resolve(pod.AntiAffinity.Preferred, snapshot),
            snapshot.Objects.LabelsOf(pod.Namespace),
            _requiredWeight);
        foreach (var node in snapshot.Table)
        {
            foreach (var other in hasPreferences ? node.Pods : node.PodsWithAffinity)
            {
                scorer.Count(other, node.Node);
            }
        }

        return scorer.IsIdle ? null : scorer;
    }

    private static ImmutableArray<PodAffinityTerm> Resolve(ImmutableArray<PodAffinityTerm> terms, ClusterSnapshot snapshot) =>
        terms.IsEmpty ? terms : [.. terms.Select(term => term.WithSelectedNamespaces(snapshot.Objects.Namespaces))];
}
