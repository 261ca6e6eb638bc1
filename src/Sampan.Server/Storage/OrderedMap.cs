namespace Sampan.Server.Storage;

/// <summary>
/// A persistent map ordered by key, ordinally: every change returns a new map that shares all but O(log n) nodes with
/// the old one, so a reader keeps a consistent snapshot by keeping a reference.
/// </summary>
/// <remarks>A weight-balanced tree (Adams; Hirai and Yamamoto's parameters 3 and 2): sizes in the nodes also make counting a range logarithmic.</remarks>
internal sealed class OrderedMap<TValue>
{
    public static readonly OrderedMap<TValue> Empty = new(null);

    private readonly Node? _root;

    private OrderedMap(Node? root) => _root = root;

    public int Count => Size(_root);

    public bool TryGet(string key, out TValue value)
    {
        var node = _root;
        while (node is not null)
        {
            var order = string.CompareOrdinal(key, node.Key);
            if (order == 0)
            {
                value = node.Value;
                return true;
            }

            node = order < 0 ? node.Left : node.Right;
        }

        value = default!;
        return false;
    }

    public OrderedMap<TValue> Set(string key, TValue value) => new(Set(_root, key, value));

    public OrderedMap<TValue> Remove(string key) => new(Remove(_root, key));

    /// <summary>The entries whose key is not before <paramref name="start"/>, in order.</summary>
    public IEnumerable<KeyValuePair<string, TValue>> From(string start)
    {
        var pending = new Stack<Node>();
        for (var node = _root; node is not null;)
        {
            if (string.CompareOrdinal(node.Key, start) >= 0)
            {
                pending.Push(node);
                node = node.Left;
            }
            else
            {
                node = node.Right;
            }
        }

        while (pending.TryPop(out var next))
        {
            yield return new(next.Key, next.Value);
            for (var node = next.Right; node is not null; node = node.Left)
            {
                pending.Push(node);
            }
        }
    }

    /// <summary>How many keys are before <paramref name="key"/>.</summary>
    public int CountBefore(string key)
    {
        var count = 0;
        for (var node = _root; node is not null;)
        {
            if (string.CompareOrdinal(node.Key, key) < 0)
            {
                count += Size(node.Left) + 1;
                node = node.Right;
            }
            else
            {
                node = node.Left;
            }
        }

        return count;
    }

    private static int Size(Node? node) => node?.Size ?? 0;

    private static Node Set(Node? node, string key, TValue value)
    {
        if (node is null)
        {
            return new Node(key, value, null, null);
        }

        var order = string.CompareOrdinal(key, node.Key);
        return order switch
        {
            0 => new Node(key, value, node.Left, node.Right),
            < 0 => Balance(node, Set(node.Left, key, value), node.Right),
            _ => Balance(node, node.Left, Set(node.Right, key, value)),
        };
    }

    private static Node? Remove(Node? node, string key)
    {
        if (node is null)
        {
            return null;
        }

        var order = string.CompareOrdinal(key, node.Key);
        if (order < 0)
        {
            return Balance(node, Remove(node.Left, key), node.Right);
        }

        if (order > 0)
        {
            return Balance(node, node.Left, Remove(node.Right, key));
        }

        if (node.Left is null)
        {
            return node.Right;
        }

        if (node.Right is null)
        {
            return node.Left;
        }

        var successor = node.Right;
        while (successor.Left is not null)
        {
            successor = successor.Left;
        }

        return Balance(successor, node.Left, RemoveFirst(node.Right));
    }

    private static Node? RemoveFirst(Node node) =>
        node.Left is null ? node.Right : Balance(node, RemoveFirst(node.Left), node.Right);

    private static Node Balance(Node entry, Node? left, Node? right)
    {
        if (IsHeavier(right, left))
        {
            return Size(right!.Left) + 1 < 2 * (Size(right.Right) + 1)
                ? Join(right, Join(entry, left, right.Left), right.Right)
                : Join(right.Left!, Join(entry, left, right.Left!.Left), Join(right, right.Left.Right, right.Right));
        }

        if (IsHeavier(left, right))
        {
            return Size(left!.Right) + 1 < 2 * (Size(left.Left) + 1)
                ? Join(left, left.Left, Join(entry, left.Right, right))
                : Join(left.Right!, Join(left, left.Left, left.Right!.Left), Join(entry, left.Right.Right, right));
        }

        return Join(entry, left, right);
    }

    private static bool IsHeavier(Node? one, Node? other) => Size(one) + 1 > 3 * (Size(other) + 1);

    private static Node Join(Node entry, Node? left, Node? right) => new(entry.Key, entry.Value, left, right);

    private sealed class Node(string key, TValue value, Node? left, Node? right)
    {
        public readonly string Key = key;
        public readonly TValue Value = value;
        public readonly Node? Left = left;
        public readonly Node? Right = right;
        public readonly int Size = Size(left) + Size(right) + 1;
    }
}
