using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>A set of field paths, as FieldsV1 writes it: a tree, each node of which may be a member itself. Immutable.</summary>
public sealed class FieldSet : IEquatable<FieldSet>
{
    /// <summary>No paths.</summary>
    public static readonly FieldSet Empty = new(false, []);

    /// <summary>The node of a member without anything below.</summary>
    internal static readonly FieldSet Leaf = new(true, []);

    // In the order of their elements, none of which is empty.
    private readonly Child[] _children;

    internal FieldSet(bool isMember, Child[] children)
    {
        IsMember = isMember;
        _children = children;
    }

    /// <summary>Whether there are no paths.</summary>
    public bool IsEmpty => !IsMember && _children.Length == 0;

    /// <summary>Whether the path that leads here is in the set.</summary>
    internal bool IsMember { get; }

    /// <summary>What is below this place, in the order of the elements.</summary>
    internal ReadOnlySpan<Child> Children => _children;

    /// <summary>What is below a path element, or null.</summary>
    internal FieldSet? this[PathElement element] => IndexOf(element) is >= 0 and var index ? _children[index].Below : null;

    /// <summary>This node as a member, or not.</summary>
    internal FieldSet As(bool isMember) => isMember == IsMember ? this : new FieldSet(isMember, _children);

    /// <summary>The paths of either set.</summary>
    public FieldSet Union(FieldSet other) => IsEmpty ? other : other.IsEmpty ? this : Combine(other, (left, right) => left || right, keepLeft: true, keepRight: true);

    /// <summary>The paths of this set that the other has not.</summary>
    public FieldSet Except(FieldSet other) => other.IsEmpty ? this : Combine(other, (left, right) => left && !right, keepLeft: true, keepRight: false);

    /// <summary>The paths of both sets.</summary>
    public FieldSet Intersect(FieldSet other) => Combine(other, (left, right) => left && right, keepLeft: false, keepRight: false);

    /// <summary>This set and one more path.</summary>
    public FieldSet Add(ReadOnlySpan<PathElement> path)
    {
        if (path.IsEmpty)
        {
            return As(isMember: true);
        }

        var index = IndexOf(path[0]);
        var child = new Child(path[0], (index < 0 ? Empty : _children[index].Below).Add(path[1..]));
        return new FieldSet(IsMember, index < 0 ? [.. _children[..~index], child, .. _children[~index..]] : [.. _children[..index], child, .. _children[(index + 1)..]]);
    }

    /// <summary>Every path, in structured-merge-diff's order: at each place first what ends there, then what goes on.</summary>
    public IEnumerable<IReadOnlyList<PathElement>> Paths() => Paths([]);

    /// <summary>The FieldsV1 object.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (element, child) in _children)
        {
            var inner = child.ToJson();
            if (child.IsMember && inner.Count > 0)
            {
                inner.Insert(0, ".", new JsonObject());
            }

            json[element.Text] = inner;
        }

        return json;
    }

    /// <summary>Reads a FieldsV1 object.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static FieldSet Parse(JsonObject fields) => Parse(fields, isRoot: true);

    /// <inheritdoc/>
    public bool Equals(FieldSet? other) => other is not null && (ReferenceEquals(this, other)
        || (IsMember == other.IsMember && _children.AsSpan().SequenceEqual(other._children)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsMember, _children.Length);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Paths().Select(path => string.Concat(path)));

    private static FieldSet Parse(JsonObject fields, bool isRoot)
    {
        var set = new FieldSetBuilder();
        foreach (var (text, value) in fields)
        {
            if (text != ".")
            {
                set.Add(PathElement.Parse(text), value is JsonObject inner ? Parse(inner, isRoot: false) : throw new FormatException($"\"{text}\" of a field set is no object."));
            }
        }

        set.IsMember = !isRoot && (fields.Count == 0 || fields.ContainsKey("."));
        return set.Build();
    }

    private int IndexOf(PathElement element) => _children.AsSpan().BinarySearch(new Place(element));

    // Walks the children of both in their order.
    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> member, bool keepLeft, bool keepRight)
    {
        var result = new FieldSetBuilder { IsMember = member(IsMember, other.IsMember) };
        var (left, right) = (0, 0);
        while (left < _children.Length || right < other._children.Length)
        {
            var order = left == _children.Length ? 1 : right == other._children.Length ? -1 : _children[left].Element.CompareTo(other._children[right].Element);
            if (order == 0)
            {
                result.Add(_children[left].Element, _children[left++].Below.Combine(other._children[right++].Below, member, keepLeft, keepRight));
            }
            else if (order < 0)
            {
                result.Add(_children[left].Element, keepLeft ? _children[left].Below : Empty);
                left++;
            }
            else
            {
                result.Add(other._children[right].Element, keepRight ? other._children[right].Below : Empty);
                right++;
            }
        }

        return result.Build();
    }

    private IEnumerable<IReadOnlyList<PathElement>> Paths(IReadOnlyList<PathElement> prefix)
    {
        foreach (var (element, child) in _children)
        {
            if (child.IsMember)
            {
                yield return [.. prefix, element];
            }
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths([.. prefix, element]))
            {
                yield return path;
            }
        }
    }

    /// <summary>What is below one element.</summary>
    internal readonly record struct Child(PathElement Element, FieldSet Below);

    private readonly struct Place(PathElement element) : IComparable<Child>
    {
        public int CompareTo(Child other) => element.CompareTo(other.Element);
    }
}
