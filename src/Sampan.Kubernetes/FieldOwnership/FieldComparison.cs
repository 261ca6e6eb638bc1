using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>How one object differs from another, by fields (structured-merge-diff's Comparison).</summary>
public sealed class FieldComparison
{
    private static readonly FieldComparison Nothing = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);
    private static readonly FieldComparison LeafAdded = new(FieldSet.Leaf, FieldSet.Empty, FieldSet.Empty);
    private static readonly FieldComparison LeafRemoved = new(FieldSet.Empty, FieldSet.Leaf, FieldSet.Empty);
    private static readonly FieldComparison LeafModified = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Leaf);

    private FieldComparison(FieldSet added, FieldSet removed, FieldSet modified)
    {
        Added = added;
        Removed = removed;
        Modified = modified;
    }

    /// <summary>Fields that only the new object has.</summary>
    public FieldSet Added { get; }

    /// <summary>Fields that only the old object has.</summary>
    public FieldSet Removed { get; }

    /// <summary>Fields with another value.</summary>
    public FieldSet Modified { get; }

    /// <summary>Whether nothing differs.</summary>
    public bool IsSame => Added.IsEmpty && Removed.IsEmpty && Modified.IsEmpty;

    /// <summary>Compares two versions of an object.</summary>
    public static FieldComparison Of(JsonObject before, JsonObject after, IValueSchema schema) => Compare(new Side(true, before), new Side(true, after), schema);

    private static FieldComparison Compare(Side before, Side after, IValueSchema? schema)
    {
        var sameShape = !before.Exists || !after.Exists || before.Value is null || after.Value is null || before.Value.GetType() == after.Value.GetType();
        var shape = after.Exists && after.Value is not null ? after.Value : before.Value;
        var bothEmpty = SchemaWalk.IsEmpty(before.Value) && SchemaWalk.IsEmpty(after.Value);
        if (!sameShape || SchemaWalk.IsLeaf(shape, schema) || bothEmpty)
        {
            return CompareLeaf(before, after);
        }

        var parts = new Parts(isAdded: !before.Exists, isRemoved: !after.Exists);
        if (shape is JsonObject)
        {
            CompareMembers(before.Value as JsonObject ?? [], after.Value as JsonObject ?? [], schema, ref parts);
        }
        else
        {
            CompareElements(before.Value as JsonArray, after.Value as JsonArray, schema!, ref parts);
        }

        return parts.Build();
    }

    private static FieldComparison CompareLeaf(Side before, Side after) =>
        !before.Exists ? LeafAdded : !after.Exists ? LeafRemoved : JsonNode.DeepEquals(before.Value, after.Value) ? Nothing : LeafModified;

    private static void CompareMembers(JsonObject before, JsonObject after, IValueSchema? schema, ref Parts parts)
    {
        foreach (var (name, value) in before)
        {
            var other = after.TryGetPropertyValue(name, out var match) ? new Side(true, match) : default;
            parts.AddField(name, Compare(new Side(true, value), other, schema?.Field(name)));
        }

        foreach (var (name, value) in after)
        {
            if (!before.ContainsKey(name))
            {
                parts.AddField(name, Compare(default, new Side(true, value), schema?.Field(name)));
            }
        }
    }

    private static void CompareElements(JsonArray? before, JsonArray? after, IValueSchema schema, ref Parts parts)
    {
        var (old, present) = (ByIdentity(before, schema), ByIdentity(after, schema));
        foreach (var (element, items) in old)
        {
            parts.Add(element, CompareOccurrences(items, present.GetValueOrDefault(element), schema));
        }

        foreach (var (element, items) in present)
        {
            if (!old.ContainsKey(element))
            {
                parts.Add(element, CompareOccurrences(default, items, schema));
            }
        }
    }

    // Elements with the same identity are one value.
    private static FieldComparison CompareOccurrences(Occurrences before, Occurrences after, IValueSchema schema) =>
        before.Count <= 1 && after.Count <= 1
            ? Compare(new Side(before.Count == 1, before.First), new Side(after.Count == 1, after.First), schema.Element)
            : CompareLeaf(before.Together(), after.Together());

    private static Dictionary<PathElement, Occurrences> ByIdentity(JsonArray? items, IValueSchema schema)
    {
        var groups = new Dictionary<PathElement, Occurrences>(items?.Count ?? 0);
        foreach (var item in items ?? [])
        {
            CollectionsMarshal.GetValueRefOrAddDefault(groups, SchemaWalk.Identify(item, schema), out _).Add(item);
        }

        return groups;
    }

    /// <summary>The elements of a list that have one identity; there is hardly ever more than one.</summary>
    private struct Occurrences
    {
        private List<JsonNode?>? _more;

        public JsonNode? First { get; private set; }

        public int Count { get; private set; }

        public void Add(JsonNode? item)
        {
            if (Count++ == 0)
            {
                First = item;
            }
            else
            {
                (_more ??= []).Add(item);
            }
        }

        /// <summary>All of them as one value.</summary>
        public readonly Side Together() => Count == 0 ? default : new Side(true, new JsonArray([First?.DeepClone(), .. (_more ?? []).Select(item => item?.DeepClone())]));
    }

    /// <summary>A value, or its absence; a JSON null is a value.</summary>
    private readonly record struct Side(bool Exists, JsonNode? Value);

    /// <summary>What differs below one place.</summary>
    private struct Parts(bool isAdded, bool isRemoved)
    {
        private FieldSetBuilder _added = new() { IsMember = isAdded };
        private FieldSetBuilder _removed = new() { IsMember = isRemoved };
        private FieldSetBuilder _modified;

        public void AddField(string name, FieldComparison below)
        {
            if (!below.IsSame)
            {
                Add(PathElement.Field(name), below);
            }
        }

        public void Add(PathElement element, FieldComparison below)
        {
            _added.Add(element, below.Added);
            _removed.Add(element, below.Removed);
            _modified.Add(element, below.Modified);
        }

        public readonly FieldComparison Build() => new(_added.Build(), _removed.Build(), _modified.Build());
    }
}
