using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>A set of field paths, as FieldsV1 writes it: a tree, each node of which may be a member itself. Immutable.</summary>
public sealed class FieldSet : IEquatable<FieldSet>
{
    /// <summary>No paths.</summary>
    public static readonly FieldSet Empty = new(false, ImmutableSortedDictionary<PathElement, FieldSet>.Empty);

    /// <summary>The node of a member without anything below.</summary>
    internal static readonly FieldSet Leaf = new(true, ImmutableSortedDictionary<PathElement, FieldSet>.Empty);

    internal FieldSet(bool isMember, ImmutableSortedDictionary<PathElement, FieldSet> children)
    {
        IsMember = isMember;
        Children = children;
    }

    /// <summary>Whether there are no paths.</summary>
    public bool IsEmpty => !IsMember && Children.IsEmpty;

    /// <summary>Whether the path that leads here is in the set.</summary>
    internal bool IsMember { get; }

    internal ImmutableSortedDictionary<PathElement, FieldSet> Children { get; }

    /// <summary>What is below a path element, or null.</summary>
    internal FieldSet? this[PathElement element] => Children.GetValueOrDefault(element);

    /// <summary>The paths of either set.</summary>
    public FieldSet Union(FieldSet other) => Combine(other, (left, right) => left || right, keepLeft: true, keepRight: true);

    /// <summary>The paths of this set that the other has not.</summary>
    public FieldSet Except(FieldSet other) => Combine(other, (left, right) => left && !right, keepLeft: true, keepRight: false);

    /// <summary>The paths of both sets.</summary>
    public FieldSet Intersect(FieldSet other) => Combine(other, (left, right) => left && right, keepLeft: false, keepRight: false);

    /// <summary>This set and one more path.</summary>
    public FieldSet Add(ReadOnlySpan<PathElement> path)
    {
        if (path.IsEmpty)
        {
            return new FieldSet(true, Children);
        }

        var child = Children.GetValueOrDefault(path[0], Empty).Add(path[1..]);
        return new FieldSet(IsMember, Children.SetItem(path[0], child));
    }

    /// <summary>Every path, in structured-merge-diff's order: at each place first what ends there, then what goes on.</summary>
    public IEnumerable<IReadOnlyList<PathElement>> Paths() => Paths([]);

    /// <summary>The FieldsV1 object.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (element, child) in Children)
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
        || (IsMember == other.IsMember && Children.Count == other.Children.Count
            && Children.All(child => other[child.Key] is { } match && child.Value.Equals(match))));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsMember, Children.Count);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Paths().Select(path => string.Concat(path)));

    private static FieldSet Parse(JsonObject fields, bool isRoot)
    {
        var children = ImmutableSortedDictionary.CreateBuilder<PathElement, FieldSet>();
        foreach (var (text, value) in fields)
        {
            if (text != ".")
            {
                children[PathElement.Parse(text)] = value is JsonObject inner ? Parse(inner, isRoot: false) : throw new FormatException($"\"{text}\" of a field set is no object.");
            }
        }

        return new FieldSet(!isRoot && (children.Count == 0 || fields.ContainsKey(".")), children.ToImmutable());
    }

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> member, bool keepLeft, bool keepRight)
    {
        var children = ImmutableSortedDictionary.CreateBuilder<PathElement, FieldSet>();
        foreach (var (element, child) in Children)
        {
            var combined = other[element] is { } match ? child.Combine(match, member, keepLeft, keepRight) : keepLeft ? child : Empty;
            if (!combined.IsEmpty)
            {
                children[element] = combined;
            }
        }

        foreach (var (element, child) in keepRight ? other.Children : ImmutableSortedDictionary<PathElement, FieldSet>.Empty)
        {
            if (!Children.ContainsKey(element))
            {
                children[element] = child;
            }
        }

        return new FieldSet(member(IsMember, other.IsMember), children.ToImmutable());
    }

    private IEnumerable<IReadOnlyList<PathElement>> Paths(IReadOnlyList<PathElement> prefix)
    {
        foreach (var (element, child) in Children)
        {
            if (child.IsMember)
            {
                yield return [.. prefix, element];
            }
        }

        foreach (var (element, child) in Children)
        {
            foreach (var path in child.Paths([.. prefix, element]))
            {
                yield return path;
            }
        }
    }
}
