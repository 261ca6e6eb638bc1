using System.Collections;

namespace Sampan.Scheduling.Snapshots;

/// <summary>
/// The nodes of a snapshot, ordered by name, immutable. Replacing one node copies a chunk of them and the list of
/// chunks, not all nodes, so that assuming a pod costs the same in a cluster of any usual size.
/// </summary>
internal sealed class NodeTable : IReadOnlyList<NodeInfo>
{
    private const int ChunkBits = 6;
    private const int ChunkSize = 1 << ChunkBits;
    private readonly NodeInfo[][] _chunks;
    private readonly Dictionary<string, int> _indexes;

    private NodeTable(NodeInfo[][] chunks, Dictionary<string, int> indexes)
    {
        _chunks = chunks;
        _indexes = indexes;
    }

    public int Count => _indexes.Count;

    public NodeInfo this[int index] => _chunks[index >> ChunkBits][index & (ChunkSize - 1)];

    public static NodeTable Of(IEnumerable<NodeInfo> nodes)
    {
        var ordered = nodes.OrderBy(node => node.Name, StringComparer.Ordinal).ToList();
        var indexes = new Dictionary<string, int>(ordered.Count, StringComparer.Ordinal);
        foreach (var node in ordered)
        {
            indexes.Add(node.Name, indexes.Count);
        }

        return new NodeTable([.. ordered.Chunk(ChunkSize)], indexes);
    }

    /// <summary>The node's place, or -1.</summary>
    public int IndexOf(string name) => _indexes.GetValueOrDefault(name, -1);

    /// <summary>The table with the node of the same name replaced.</summary>
    public NodeTable Replace(int index, NodeInfo node)
    {
        var chunks = (NodeInfo[][])_chunks.Clone();
        var chunk = (NodeInfo[])chunks[index >> ChunkBits].Clone();
        chunk[index & (ChunkSize - 1)] = node;
        chunks[index >> ChunkBits] = chunk;
        return new NodeTable(chunks, _indexes);
    }

    public IEnumerator<NodeInfo> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
