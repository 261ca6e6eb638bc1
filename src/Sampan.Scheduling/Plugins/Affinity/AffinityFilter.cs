using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Affinity;

/// <summary>Refuses nodes in domains that required affinity or anti-affinity excludes.</summary>
internal sealed class AffinityFilter : IPodTrackingFilter
{
    private static readonly Verdict AffinityUnmet = Verdict.Unresolvable(PluginNames.InterPodAffinity, "node(s) didn't match pod affinity rules");
    private static readonly Verdict AntiAffinityUnmet = Verdict.Unschedulable(PluginNames.InterPodAffinity, "node(s) didn't match pod anti-affinity rules");
    private static readonly Verdict OthersAntiAffinityUnmet = Verdict.Unschedulable(PluginNames.InterPodAffinity, "node(s) didn't satisfy existing pods anti-affinity rules");

    private readonly PodInfo _pod;
    private readonly ImmutableArray<PodAffinityTerm> _affinity;
    private readonly ImmutableArray<PodAffinityTerm> _antiAffinity;
    private readonly IReadOnlyDictionary<string, string> _namespaceLabels;
    private readonly TopologyCounts _wanted;
    private readonly TopologyCounts _unwanted;
    private readonly TopologyCounts _unwantedByOthers;
    private string[]? _othersKeys;

    public AffinityFilter(
        PodInfo pod,
        ImmutableArray<PodAffinityTerm> affinity,
        ImmutableArray<PodAffinityTerm> antiAffinity,
        IReadOnlyDictionary<string, string> namespaceLabels)
    {
        _pod = pod;
        _affinity = affinity;
        _antiAffinity = antiAffinity;
        _namespaceLabels = namespaceLabels;
        (_wanted, _unwanted, _unwantedByOthers) = (new(), new(), new());
    }

    private AffinityFilter(AffinityFilter other)
    {
        (_pod, _affinity, _antiAffinity, _namespaceLabels) = (other._pod, other._affinity, other._antiAffinity, other._namespaceLabels);
        (_wanted, _unwanted, _unwantedByOthers) = (other._wanted.Copy(), other._unwanted.Copy(), other._unwantedByOthers.Copy());
    }

    /// <summary>Whether there is nothing to refuse a node for.</summary>
    public bool IsIdle => _affinity.IsEmpty && _antiAffinity.IsEmpty && _unwantedByOthers.IsEmpty;

    /// <summary>Counts the pods of the whole cluster.</summary>
    public void CountAll(ClusterSnapshot snapshot)
    {
        var looksAtAll = !_affinity.IsEmpty || !_antiAffinity.IsEmpty;
        foreach (var node in snapshot.Table)
        {
            foreach (var other in looksAtAll ? node.Pods : node.PodsWithRequiredAntiAffinity)
            {
                Track(other, node, 1);
            }
        }
    }

    public IPodTrackingFilter Copy() => new AffinityFilter(this);

    public void Track(PodInfo pod, NodeInfo node, int delta)
    {
        var labels = node.Node.Labels;
        foreach (var term in pod.AntiAffinity.Required)
        {
            if (labels.TryGetValue(term.TopologyKey, out var domain) && term.Matches(_pod, _namespaceLabels))
            {
                _unwantedByOthers.Add(term.TopologyKey, domain, delta);
                _othersKeys = null;
            }
        }

        foreach (var term in _antiAffinity)
        {
            if (labels.TryGetValue(term.TopologyKey, out var domain) && term.Matches(pod))
            {
                _unwanted.Add(term.TopologyKey, domain, delta);
            }
        }

        if (MatchesAll(pod))
        {
            foreach (var term in _affinity)
            {
                if (labels.TryGetValue(term.TopologyKey, out var domain))
                {
                    _wanted.Add(term.TopologyKey, domain, delta);
                }
            }
        }
    }

    public Verdict? Filter(NodeInfo node)
    {
        var labels = node.Node.Labels;
        return !HasWanted(labels) ? AffinityUnmet
            : HasUnwanted(labels) ? AntiAffinityUnmet
            : IsUnwantedByOthers(labels) ? OthersAntiAffinityUnmet
            : null;
    }

    private bool HasWanted(IReadOnlyDictionary<string, string> labels)
    {
        var hasPods = true;
        foreach (var term in _affinity)
        {
            if (!labels.TryGetValue(term.TopologyKey, out var domain))
            {
                return false;
            }

            hasPods &= _wanted[term.TopologyKey, domain] > 0;
        }

        // The first of a series of pods that want each other has nobody to join: it may go anywhere.
        return hasPods || (_wanted.IsEmpty && MatchesAll(_pod));
    }

    private bool HasUnwanted(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var term in _antiAffinity)
        {
            if (labels.TryGetValue(term.TopologyKey, out var domain) && _unwanted[term.TopologyKey, domain] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsUnwantedByOthers(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var key in _othersKeys ??= [.. _unwantedByOthers.Keys])
        {
            if (labels.TryGetValue(key, out var domain) && _unwantedByOthers[key, domain] > 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesAll(PodInfo pod)
    {
        foreach (var term in _affinity)
        {
            if (!term.Matches(pod))
            {
                return false;
            }
        }

        return !_affinity.IsEmpty;
    }
}
