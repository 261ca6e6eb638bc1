using System.Collections.Immutable;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>The filters of one pod in one snapshot.</summary>
internal sealed class FilterCycle
{
    private readonly PodInfo _pod;
    private readonly ClusterSnapshot _snapshot;
    private readonly INodeFilter[] _filters;

    private FilterCycle(PodInfo pod, ClusterSnapshot snapshot, INodeFilter[] filters)
    {
        _pod = pod;
        _snapshot = snapshot;
        _filters = filters;
    }

    /// <summary>Why the pod fits no node whatsoever, or null.</summary>
    public Verdict? Rejection { get; private init; }

    /// <summary>The only nodes that come into question, or null for all.</summary>
    public IReadOnlySet<string>? NodeNames { get; private init; }

    /// <summary>What the nodes outside <see cref="NodeNames"/> are told.</summary>
    public Verdict? AbsentNodes { get; private init; }

    /// <summary>Whether a pod placed on one node changes nothing about the others.</summary>
    public bool IsNodeLocal => !Array.Exists(_filters, filter => filter is IPodTrackingFilter);

    /// <summary>Runs PreFilter.</summary>
    public static FilterCycle Start(ReadOnlySpan<IFilterPlugin> plugins, PodInfo pod, ClusterSnapshot snapshot)
    {
        var filters = new INodeFilter[plugins.Length];
        var count = 0;
        Verdict? rejection = null;
        HashSet<string>? names = null;
        List<string> namingPlugins = [];
        foreach (var plugin in plugins)
        {
            var result = plugin.PreFilter(pod, snapshot);
            if (result.Rejection is { } refusal)
            {
                rejection ??= refusal;
                if (refusal.Code == VerdictCode.UnschedulableAndUnresolvable)
                {
                    rejection = refusal;
                    break;
                }
            }

            if (result.NodeNames is { } restricted)
            {
                namingPlugins.Add(plugin.Name);
                if (names is null)
                {
                    names = new HashSet<string>(restricted, StringComparer.Ordinal);
                }
                else
                {
                    names.IntersectWith(restricted);
                }
            }

            if (result.Filter is not null)
            {
                filters[count++] = result.Filter;
            }
        }

        return new FilterCycle(pod, snapshot, filters[..count])
        {
            Rejection = rejection,
            NodeNames = names,
            AbsentNodes = names is null
                ? null
                : Verdict.Unresolvable("", $"node(s) didn't satisfy plugin(s) [{string.Join(' ', namingPlugins.Order(StringComparer.Ordinal))}]"),
        };
    }

    /// <summary>
    /// Why the pod cannot run on the node, or null. Where pods of no lower priority are nominated to the node it must
    /// fit both with them and, since they may never come, without.
    /// </summary>
    public Verdict? Check(NodeInfo node)
    {
        if (_snapshot.HasNominatedPods && NominatedRivals(node) is { IsEmpty: false } rivals)
        {
            var (copy, crowded) = With(rivals, node);
            if (copy.CheckAlone(crowded) is { } verdict)
            {
                return verdict;
            }
        }

        return CheckAlone(node);
    }

    /// <summary>Whether the node comes into question by its name.</summary>
    public bool Admits(NodeInfo node) => NodeNames is null || NodeNames.Contains(node.Name);

    /// <summary>Why the pod cannot run on the node as it is given, or null.</summary>
    public Verdict? CheckAlone(NodeInfo node)
    {
        foreach (var filter in _filters)
        {
            if (filter.Filter(node) is { } verdict)
            {
                return verdict;
            }
        }

        return null;
    }

    /// <summary>Every plugin's refusal of the node.</summary>
    public IEnumerable<Verdict> CheckAll(NodeInfo node)
    {
        var (cycle, view) = _snapshot.HasNominatedPods && NominatedRivals(node) is { IsEmpty: false } rivals ? With(rivals, node) : (this, node);
        return cycle._filters.Select(filter => filter.Filter(view)).OfType<Verdict>();
    }

    /// <summary>A copy for what-if on one node.</summary>
    public FilterCycle Copy() =>
        new(_pod, _snapshot, Array.ConvertAll(_filters, filter => filter is IPodTrackingFilter tracking ? tracking.Copy() : filter));

    /// <summary>Tells the filters of a pod that comes (<paramref name="delta"/> 1) or goes (-1). On copies only.</summary>
    public void Track(PodInfo pod, NodeInfo node, int delta)
    {
        foreach (var filter in _filters)
        {
            (filter as IPodTrackingFilter)?.Track(pod, node, delta);
        }
    }

    private ImmutableArray<PodInfo> NominatedRivals(NodeInfo node) =>
        _snapshot.NominatedTo(node.Name).RemoveAll(rival => rival.Priority < _pod.Priority || rival.Uid == _pod.Uid);

    private (FilterCycle Cycle, NodeInfo Node) With(ImmutableArray<PodInfo> rivals, NodeInfo node)
    {
        var copy = Copy();
        foreach (var rival in rivals)
        {
            node = node.With(rival);
            copy.Track(rival, node, 1);
        }

        return (copy, node);
    }
}
