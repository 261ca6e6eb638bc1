namespace Sampan.Charts.Values.Unused;

/// <summary>The keys that a map of values may have, each with those below it.</summary>
internal sealed class KnownKeys
{
    private readonly Dictionary<string, KnownKeys> _children = new(StringComparer.Ordinal);

    /// <summary>Whether any key may be there: its users decide what they are.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Whether nothing is known of what is below, so that anything may be.</summary>
    public bool IsLeaf => _children.Count == 0;

    public IReadOnlyDictionary<string, KnownKeys> Children => _children;

    /// <summary>The keys below a path, which is known from now on.</summary>
    public KnownKeys At(IEnumerable<string> path)
    {
        var keys = this;
        foreach (var key in path)
        {
            keys = keys._children.TryGetValue(key, out var child) ? child : keys._children[key] = new KnownKeys();
        }

        return keys;
    }

    /// <summary>Adds what another tree knows.</summary>
    public void Add(KnownKeys other)
    {
        IsOpen |= other.IsOpen;
        foreach (var (key, child) in other._children)
        {
            At([key]).Add(child);
        }
    }

    /// <summary>Adds the keys of default values. An empty map is there to be filled, and where there is no map anything may be given.</summary>
    public void AddDefaults(IReadOnlyDictionary<string, object?> values)
    {
        foreach (var (key, value) in values)
        {
            var child = At([key]);
            if (value is Dictionary<string, object?> { Count: > 0 } map)
            {
                child.AddDefaults(map);
            }
            else
            {
                child.IsOpen = true;
            }
        }
    }
}
