using System.Buffers;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Framework;

/// <summary>Finds the nodes that take a pod. The buffer of feasible nodes is lent: dispose of the search when done.</summary>
internal sealed class NodeSearch(FilterCycle cycle, ClusterSnapshot snapshot, SchedulingOptions options) : IDisposable
{
    private readonly NodeInfo[] _feasible = ArrayPool<NodeInfo>.Shared.Rent(snapshot.Nodes.Count);
    private readonly List<NodeVerdict> _refusals = [];
    private int _count;

    /// <summary>The nodes that take the pod, in the order of the search.</summary>
    public ReadOnlySpan<NodeInfo> Feasible => _feasible.AsSpan(0, _count);

    /// <summary>The refusals, ordered by node.</summary>
    public IReadOnlyList<NodeVerdict> Refusals => _refusals;

    public int NextStartIndex { get; private set; }

    /// <summary>Searches the nominated node first, which is enough if it fits, then the others.</summary>
    public void Run(PodInfo pod)
    {
        NextStartIndex = options.StartIndex;
        var nominated = pod.NominatedNodeName.Length > 0 ? snapshot.Find(pod.NominatedNodeName) : null;
        if (nominated is not null && cycle.Check(nominated) is null)
        {
            _feasible[_count++] = nominated;
        }
        else if (cycle.NodeNames is { } names)
        {
            SearchNamed(names, nominated);
        }
        else
        {
            SearchAll();
        }
    }

    public void Dispose()
    {
        _feasible.AsSpan(0, _count).Clear();
        ArrayPool<NodeInfo>.Shared.Return(_feasible);
    }

    // A nominated node has been looked at whether it is named or not, and keeps the verdict of that.
    private void SearchNamed(IReadOnlySet<string> names, NodeInfo? nominated)
    {
        foreach (var node in snapshot.Nodes)
        {
            if (names.Contains(node.Name) || ReferenceEquals(node, nominated))
            {
                Visit(node);
            }
            else
            {
                _refusals.Add(new NodeVerdict(node.Name, cycle.AbsentNodes!));
            }
        }
    }

    private void SearchAll()
    {
        var table = snapshot.Table;
        var enough = options.EnoughNodes(table.Count);
        var start = options.StartIndex % table.Count;
        var visited = 0;
        while (visited < table.Count && _count < enough)
        {
            Visit(table[(start + visited) % table.Count]);
            visited++;
        }

        NextStartIndex = (start + visited) % table.Count;
    }

    private void Visit(NodeInfo node)
    {
        if (options.IsExplained)
        {
            VisitExplaining(node);
        }
        else if (cycle.Check(node) is { } verdict)
        {
            _refusals.Add(new NodeVerdict(node.Name, verdict));
        }
        else
        {
            _feasible[_count++] = node;
        }
    }

    private void VisitExplaining(NodeInfo node)
    {
        if (cycle.Check(node) is not { } first)
        {
            _feasible[_count++] = node;
            return;
        }

        _refusals.Add(new NodeVerdict(node.Name, first));
        _refusals.AddRange(cycle.CheckAll(node).Where(other => other != first).Select(other => new NodeVerdict(node.Name, other)));
    }
}
