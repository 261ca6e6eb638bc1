using System.Collections.Immutable;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Snapshots;

/// <summary>
/// A consistent picture of a cluster, immutable. Every change makes another snapshot that shares what has not changed,
/// so a what-if is: change, look, and forget it.
/// </summary>
public sealed class ClusterSnapshot
{
    /// <summary>A cluster without nodes.</summary>
    public static readonly ClusterSnapshot Empty = new(NodeTable.Of([]), ImmutableDictionary<string, ImmutableArray<PodInfo>>.Empty, ClusterObjects.None, ImageSpread.None, 0);

    private readonly NodeTable _nodes;
    private readonly ImmutableDictionary<string, ImmutableArray<PodInfo>> _nominated;

    private ClusterSnapshot(
        NodeTable nodes,
        ImmutableDictionary<string, ImmutableArray<PodInfo>> nominated,
        ClusterObjects objects,
        ImageSpread images,
        int nodesWithAffinity)
    {
        _nodes = nodes;
        _nominated = nominated;
        Objects = objects;
        Images = images;
        NodesWithAffinity = nodesWithAffinity;
    }

    /// <summary>The nodes, ordered by name.</summary>
    public IReadOnlyList<NodeInfo> Nodes => _nodes;

    internal NodeTable Table => _nodes;

    internal ClusterObjects Objects { get; }

    internal ImageSpread Images { get; }

    /// <summary>How many nodes have pods with affinity to pods: where none has, nothing needs to be looked for.</summary>
    internal int NodesWithAffinity { get; }

    internal bool HasNominatedPods => !_nominated.IsEmpty;

    /// <summary>The node of that name, or null.</summary>
    public NodeInfo? Find(string nodeName) => _nodes.IndexOf(nodeName) is var index and >= 0 ? _nodes[index] : null;

    /// <summary>The cluster with the pod running on the node, as after a bind: what scheduling calls assuming.</summary>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public ClusterSnapshot Assume(PodInfo pod, string nodeName)
    {
        var placed = WithoutNominated(pod);
        return placed.Replace((placed.Find(nodeName) ?? throw new ArgumentException($"There is no node {nodeName}.", nameof(nodeName)))
            .With(pod with { NodeName = nodeName, NominatedNodeName = "" }));
    }

    /// <summary>The cluster without the pod, wherever it runs or is nominated.</summary>
    public ClusterSnapshot Forget(PodInfo pod)
    {
        var without = WithoutNominated(pod);
        if (without.Find(pod.NodeName) is { } node && node.Pods.Contains(pod))
        {
            return without.Replace(node.Without(pod));
        }

        return without._nodes.FirstOrDefault(other => other.Pods.Contains(pod)) is { } holder ? without.Replace(holder.Without(pod)) : without;
    }

    /// <summary>The cluster with a new or changed node; a known node keeps its pods.</summary>
    public ClusterSnapshot WithNode(Node node, IEnumerable<PodInfo>? pods = null)
    {
        var known = Find(node.Name);
        var info = known is null ? NodeInfo.Of(node, pods ?? []) : known.With(node);
        return known is not null && known.Node.Images.SequenceEqual(node.Images) ? Replace(info) : With(NodeTable.Of(_nodes.Where(other => other.Name != node.Name).Append(info)));
    }

    /// <summary>The cluster without the node and the pods on it.</summary>
    public ClusterSnapshot WithoutNode(string nodeName) => With(NodeTable.Of(_nodes.Where(node => node.Name != nodeName)));

    /// <summary>The cluster with the pod waiting for room on a node: pods of lower priority are placed as if it ran there.</summary>
    public ClusterSnapshot Nominate(PodInfo pod, string nodeName)
    {
        var nominated = WithoutNominated(pod)._nominated;
        return With(nominated.SetItem(nodeName, nominated.GetValueOrDefault(nodeName, []).Add(pod with { NominatedNodeName = nodeName })));
    }

    /// <summary>The cluster without the pod waiting for room anywhere.</summary>
    public ClusterSnapshot Withdraw(PodInfo pod) => WithoutNominated(pod);

    internal static ClusterSnapshot Of(IEnumerable<NodeInfo> nodes, IEnumerable<PodInfo> nominated, ClusterObjects objects) =>
        nominated.Aggregate(
            new ClusterSnapshot(NodeTable.Of([]), ImmutableDictionary.Create<string, ImmutableArray<PodInfo>>(StringComparer.Ordinal), objects, ImageSpread.None, 0).With(NodeTable.Of(nodes)),
            (snapshot, pod) => snapshot.Nominate(pod, pod.NominatedNodeName));

    internal ImmutableArray<PodInfo> NominatedTo(string nodeName) => _nominated.GetValueOrDefault(nodeName, []);

    internal ClusterSnapshot With(ClusterObjects objects) => new(_nodes, _nominated, objects, Images, NodesWithAffinity);

    private ClusterSnapshot With(NodeTable nodes) =>
        new(nodes, _nominated, Objects, new ImageSpread(nodes), nodes.Count(node => !node.PodsWithAffinity.IsEmpty));

    private ClusterSnapshot With(ImmutableDictionary<string, ImmutableArray<PodInfo>> nominated) => new(_nodes, nominated, Objects, Images, NodesWithAffinity);

    private ClusterSnapshot Replace(NodeInfo node)
    {
        var index = _nodes.IndexOf(node.Name);
        var gained = (node.PodsWithAffinity.IsEmpty ? 0 : 1) - (_nodes[index].PodsWithAffinity.IsEmpty ? 0 : 1);
        return new ClusterSnapshot(_nodes.Replace(index, node), _nominated, Objects, Images, NodesWithAffinity + gained);
    }

    private ClusterSnapshot WithoutNominated(PodInfo pod)
    {
        if (_nominated.IsEmpty)
        {
            return this;
        }

        var nominated = _nominated;
        foreach (var (node, pods) in _nominated)
        {
            if (pods.Contains(pod))
            {
                var others = pods.Remove(pod);
                nominated = others.IsEmpty ? nominated.Remove(node) : nominated.SetItem(node, others);
            }
        }

        return ReferenceEquals(nominated, _nominated) ? this : With(nominated);
    }
}
