using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>Likes nodes less, the more matching pods their domains have; domains of which there are many count more.</summary>
internal sealed class SpreadScorer : INodeScorer
{
    // What Score gives a node that lacks a constraint's label: it gets no score, and does not set the scale.
    private const long Ignored = -1;

    private readonly PodInfo _pod;
    private readonly ImmutableArray<TopologySpreadConstraint> _constraints;
    private readonly Dictionary<string, long>[] _counts;
    private readonly double[] _weights;
    private readonly bool _needsAllKeys;

    public SpreadScorer(PodInfo pod, ImmutableArray<TopologySpreadConstraint> constraints, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes, bool needsAllKeys)
    {
        _pod = pod;
        _constraints = constraints;
        _needsAllKeys = needsAllKeys;
        _counts = new Dictionary<string, long>[constraints.Length];
        _weights = new double[constraints.Length];
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        var hosts = CollectDomains(nodes);
        for (var i = 0; i < _weights.Length; i++)
        {
            _weights[i] = Math.Log((IsHostname(constraints[i]) ? hosts : _counts[i].Count) + 2);
        }

        foreach (var node in snapshot.Table)
        {
            if (!IsIgnored(node))
            {
                Count(node);
            }
        }
    }

    public long Score(NodeInfo node)
    {
        if (IsIgnored(node))
        {
            return Ignored;
        }

        double score = 0;
        for (var i = 0; i < _constraints.Length; i++)
        {
            var constraint = _constraints[i];
            if (!node.Node.Labels.TryGetValue(constraint.TopologyKey, out var domain))
            {
                continue;
            }

            var count = IsHostname(constraint) ? SpreadCount.MatchingPods(node, constraint.Selector, _pod.Namespace) : _counts[i].GetValueOrDefault(domain);
            score += (count * _weights[i]) + (constraint.MaxSkew - 1);
        }

        return (long)Math.Round(score, MidpointRounding.AwayFromZero);
    }

    public void Normalize(Span<long> scores)
    {
        long least = long.MaxValue, greatest = 0;
        foreach (var score in scores)
        {
            if (score != Ignored)
            {
                least = Math.Min(least, score);
                greatest = Math.Max(greatest, score);
            }
        }

        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = scores[i] == Ignored ? 0
                : greatest == 0 ? Scores.Maximum
                : Scores.Maximum * (greatest + least - scores[i]) / greatest;
        }
    }

    private static bool IsHostname(TopologySpreadConstraint constraint) => constraint.TopologyKey == SpreadCount.HostnameKey;

    private bool IsIgnored(NodeInfo node) => _needsAllKeys && !SpreadCount.HasAllKeys(node.Node, _constraints);

    // Only the domains of feasible nodes count. The number of nodes that are not ignored is returned: each is a host.
    private int CollectDomains(ReadOnlySpan<NodeInfo> nodes)
    {
        var hosts = 0;
        foreach (var node in nodes)
        {
            if (IsIgnored(node))
            {
                continue;
            }

            hosts++;
            for (var i = 0; i < _constraints.Length; i++)
            {
                if (!IsHostname(_constraints[i]))
                {
                    _counts[i].TryAdd(DomainOf(node, _constraints[i]), 0);
                }
            }
        }

        return hosts;
    }

    private void Count(NodeInfo node)
    {
        for (var i = 0; i < _constraints.Length; i++)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrNullRef(_counts[i], DomainOf(node, _constraints[i]));
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref count) && _constraints[i].Counts(node.Node, _pod))
            {
                count += SpreadCount.MatchingPods(node, _constraints[i].Selector, _pod.Namespace);
            }
        }
    }

    private static string DomainOf(NodeInfo node, TopologySpreadConstraint constraint) => node.Node.Labels.GetValueOrDefault(constraint.TopologyKey, "");
}
