namespace Sampan.Charts.Schemas;

/// <summary>The properties and items of one value that no keyword has covered yet; tracked only where a schema asks for it.</summary>
internal sealed class Unevaluated
{
    private readonly HashSet<string> _properties = new(StringComparer.Ordinal);
    private readonly HashSet<int> _items = [];

    private Unevaluated()
    {
    }

    public bool IsEmpty => _properties.Count == 0 && _items.Count == 0;

    public IEnumerable<string> Properties => _properties.Order(StringComparer.Ordinal);

    public IEnumerable<int> Items => _items.Order();

    /// <summary>What starts as not covered: everything, but for what the schema covers whatever it is.</summary>
    public static Unevaluated Of(object? value, JsonSchema schema, bool callerNeeds)
    {
        var unevaluated = new Unevaluated();
        if (value is Dictionary<string, object?> map && schema.AdditionalProperties is null && (callerNeeds || schema.UnevaluatedProperties is not null))
        {
            unevaluated._properties.UnionWith(map.Keys);
        }
        else if (value is List<object?> list && schema.Items is null && (callerNeeds || schema.UnevaluatedItems is not null))
        {
            var covered = schema.PrefixItems?.Count ?? 0;
            unevaluated._items.UnionWith(Enumerable.Range(covered, Math.Max(0, list.Count - covered)));
        }

        return unevaluated;
    }

    public void Cover(string property) => _properties.Remove(property);

    public void Cover(int item) => _items.Remove(item);

    /// <summary>Takes off what another schema covered of the same value.</summary>
    public void Merge(Unevaluated other)
    {
        _properties.IntersectWith(other._properties);
        _items.IntersectWith(other._items);
    }

    public void Clear()
    {
        _properties.Clear();
        _items.Clear();
    }
}
