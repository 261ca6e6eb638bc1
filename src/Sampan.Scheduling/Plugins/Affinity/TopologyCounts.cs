namespace Sampan.Scheduling.Plugins.Affinity;

/// <summary>Numbers by topology domain: by a node label and its value.</summary>
internal sealed class TopologyCounts
{
    private readonly Dictionary<(string Key, string Value), long> _counts;

    public TopologyCounts() => _counts = [];

    private TopologyCounts(TopologyCounts other) => _counts = new(other._counts);

    public bool IsEmpty => _counts.Count == 0;

    /// <summary>The domain's number; 0 where nothing was counted.</summary>
    public long this[string key, string value] => _counts.GetValueOrDefault((key, value));

    /// <summary>The topology keys that were counted by.</summary>
    public IEnumerable<string> Keys => _counts.Keys.Select(domain => domain.Key).Distinct(StringComparer.Ordinal);

    /// <summary>Adds to a domain's number. A domain that comes back to zero is forgotten.</summary>
    public void Add(string key, string value, long amount)
    {
        ref var count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, (key, value), out _);
        count += amount;
        if (count == 0)
        {
            _counts.Remove((key, value));
        }
    }

    public TopologyCounts Copy() => new(this);
}
