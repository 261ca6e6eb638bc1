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
        var repeated = Repeated(before, schema).Union(Repeated(after, schema)).ToHashSet();
        foreach (var element in repeated)
        {
            // Elements with the same identity are one value.
            parts.Add(element, CompareLeaf(All(before, schema, element), All(after, schema, element)));
        }

        var old = SchemaWalk.Elements(before, schema);
        var present = SchemaWalk.Elements(after, schema);
        var byElement = present.ToDictionary(pair => pair.Element, pair => pair.Item);
        var known = old.Select(pair => pair.Element).ToHashSet();
        foreach (var (element, item) in old.Where(pair => !repeated.Contains(pair.Element)))
        {
            var other = byElement.TryGetValue(element, out var match) ? new Side(true, match) : default;
            parts.Add(element, Compare(new Side(true, item), other, schema.Element));
        }

        foreach (var (element, item) in present.Where(pair => !known.Contains(pair.Element) && !repeated.Contains(pair.Element)))
        {
            parts.Add(element, Compare(default, new Side(true, item), schema.Element));
        }
    }

    private static IEnumerable<PathElement> Repeated(JsonArray? items, IValueSchema schema) =>
        (items ?? []).Select(item => SchemaWalk.Identify(item, schema)).GroupBy(element => element).Where(group => group.Skip(1).Any()).Select(group => group.Key);

    private static Side All(JsonArray? items, IValueSchema schema, PathElement element)
    {
        var all = (items ?? []).Where(item => SchemaWalk.Identify(item, schema) == element).Select(item => item?.DeepClone()).ToArray();
        return all.Length == 0 ? default : new Side(true, new JsonArray(all));
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
