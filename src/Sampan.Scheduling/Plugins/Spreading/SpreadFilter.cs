using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>Refuses nodes in domains that would have too many matching pods more than the domain with the fewest.</summary>
internal sealed class SpreadFilter : IPodTrackingFilter
{
    private static readonly Verdict NoDomain = Verdict.Unresolvable(PluginNames.PodTopologySpread, "node(s) didn't match pod topology spread constraints (missing required label)");
    private static readonly Verdict TooSkewed = Verdict.Unschedulable(PluginNames.PodTopologySpread, "node(s) didn't match pod topology spread constraints");

    private readonly PodInfo _pod;
    private readonly ImmutableArray<TopologySpreadConstraint> _constraints;
    private readonly DomainCounts[] _counts;

    public SpreadFilter(PodInfo pod, ImmutableArray<TopologySpreadConstraint> constraints, ClusterSnapshot snapshot)
    {
        _pod = pod;
        _constraints = constraints;
        _counts = new DomainCounts[constraints.Length];
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] = new DomainCounts();
        }

        foreach (var node in snapshot.Table)
        {
            if (SpreadCount.HasAllKeys(node.Node, constraints))
            {
                Count(node);
            }
        }
    }

    private SpreadFilter(SpreadFilter other)
    {
        _pod = other._pod;
        _constraints = other._constraints;
        _counts = Array.ConvertAll(other._counts, counts => counts.Copy());
    }

    public IPodTrackingFilter Copy() => new SpreadFilter(this);

    public void Track(PodInfo pod, NodeInfo node, int delta)
    {
        if (pod.Namespace != _pod.Namespace || !SpreadCount.HasAllKeys(node.Node, _constraints))
        {
            return;
        }

        for (var i = 0; i < _constraints.Length; i++)
        {
            var constraint = _constraints[i];
            if (constraint.Selector.Matches(pod.Labels) && constraint.Counts(node.Node, _pod))
            {
                _counts[i].Add(node.Node.Labels[constraint.TopologyKey], delta);
            }
        }
    }

    public Verdict? Filter(NodeInfo node)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            var constraint = _constraints[i];
            if (!node.Node.Labels.TryGetValue(constraint.TopologyKey, out var domain))
            {
                return NoDomain;
            }

            var counts = _counts[i];
            var fewest = counts.Domains < constraint.MinDomains ? 0 : counts.Fewest;
            var self = constraint.Selector.Matches(_pod.Labels) ? 1 : 0;
            if (counts[domain] + self - fewest > constraint.MaxSkew)
            {
                return TooSkewed;
            }
        }

        return null;
    }

    private void Count(NodeInfo node)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            var constraint = _constraints[i];
            if (constraint.Counts(node.Node, _pod))
            {
                _counts[i].Add(node.Node.Labels[constraint.TopologyKey], SpreadCount.MatchingPods(node, constraint.Selector, _pod.Namespace));
            }
        }
    }
}
