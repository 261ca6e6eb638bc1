using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schemas;

namespace Sampan.Kubernetes.FieldOwnership;

/// <summary>How one object differs from another, by fields (structured-merge-diff's Comparison).</summary>
public sealed class FieldComparison
{
    private FieldComparison()
    {
    }

    /// <summary>Fields that only the new object has.</summary>
    public FieldSet Added { get; private set; } = FieldSet.Empty;

    /// <summary>Fields that only the old object has.</summary>
    public FieldSet Removed { get; private set; } = FieldSet.Empty;

    /// <summary>Fields with another value.</summary>
    public FieldSet Modified { get; private set; } = FieldSet.Empty;

    /// <summary>Whether nothing differs.</summary>
    public bool IsSame => Added.IsEmpty && Removed.IsEmpty && Modified.IsEmpty;

    /// <summary>Compares two versions of an object.</summary>
    public static FieldComparison Of(JsonObject before, JsonObject after, IValueSchema schema)
    {
        var comparison = new FieldComparison();
        comparison.Compare(new Side(true, before), new Side(true, after), schema, []);
        return comparison;
    }

    private void Compare(Side before, Side after, IValueSchema? schema, PathElement[] path)
    {
        var sameShape = !before.Exists || !after.Exists || before.Value is null || after.Value is null || before.Value.GetType() == after.Value.GetType();
        var shape = after.Exists && after.Value is not null ? after.Value : before.Value;
        var bothEmpty = SchemaWalk.IsEmpty(before.Value) && SchemaWalk.IsEmpty(after.Value);
        if (!sameShape || SchemaWalk.IsLeaf(shape, schema) || bothEmpty)
        {
            CompareLeaf(before, after, path);
            return;
        }

        if (shape is JsonObject)
        {
            CompareMembers(before.Value as JsonObject ?? [], after.Value as JsonObject ?? [], schema, path);
        }
        else
        {
            CompareElements(before.Value as JsonArray, after.Value as JsonArray, schema!, path);
        }

        if (!before.Exists)
        {
            Added = Added.Add(path);
        }
        else if (!after.Exists)
        {
            Removed = Removed.Add(path);
        }
    }

    private void CompareLeaf(Side before, Side after, PathElement[] path)
    {
        if (!before.Exists)
        {
            Added = Added.Add(path);
        }
        else if (!after.Exists)
        {
            Removed = Removed.Add(path);
        }
        else if (!JsonNode.DeepEquals(before.Value, after.Value))
        {
            Modified = Modified.Add(path);
        }
    }

    private void CompareMembers(JsonObject before, JsonObject after, IValueSchema? schema, PathElement[] path)
    {
        foreach (var (name, value) in before)
        {
            var other = after.TryGetPropertyValue(name, out var match) ? new Side(true, match) : default;
            Compare(new Side(true, value), other, schema?.Field(name), [.. path, PathElement.Field(name)]);
        }

        foreach (var (name, value) in after)
        {
            if (!before.ContainsKey(name))
            {
                Compare(default, new Side(true, value), schema?.Field(name), [.. path, PathElement.Field(name)]);
            }
        }
    }

    private void CompareElements(JsonArray? before, JsonArray? after, IValueSchema schema, PathElement[] path)
    {
        var repeated = Repeated(before, schema).Union(Repeated(after, schema)).ToHashSet();
        foreach (var element in repeated)
        {
            // Elements with the same identity are one value.
            CompareLeaf(All(before, schema, element), All(after, schema, element), [.. path, element]);
        }

        var old = SchemaWalk.Elements(before, schema);
        var present = SchemaWalk.Elements(after, schema);
        var byElement = present.ToDictionary(pair => pair.Element, pair => pair.Item);
        var known = old.Select(pair => pair.Element).ToHashSet();
        foreach (var (element, item) in old.Where(pair => !repeated.Contains(pair.Element)))
        {
            var other = byElement.TryGetValue(element, out var match) ? new Side(true, match) : default;
            Compare(new Side(true, item), other, schema.Element, [.. path, element]);
        }

        foreach (var (element, item) in present.Where(pair => !known.Contains(pair.Element) && !repeated.Contains(pair.Element)))
        {
            Compare(default, new Side(true, item), schema.Element, [.. path, element]);
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
}
