using System.Runtime.InteropServices;

namespace Sampan.Scheduling.Plugins.Spreading;

/// <summary>The matching pods of each domain of one constraint.</summary>
internal sealed class DomainCounts
{
    private readonly Dictionary<string, int> _counts;
    private int? _fewest;

    public DomainCounts() => _counts = new(StringComparer.Ordinal);

    private DomainCounts(DomainCounts other) => _counts = new(other._counts, StringComparer.Ordinal);

    /// <summary>How many domains there are.</summary>
    public int Domains => _counts.Count;

    /// <summary>The number of the domain with the fewest; as good as infinite where there is no domain.</summary>
    public int Fewest => _fewest ??= _counts.Count == 0 ? int.MaxValue : _counts.Values.Min();

    public int this[string domain] => _counts.GetValueOrDefault(domain);

    public void Add(string domain, int count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, domain, out _) += count;
        _fewest = null;
    }

    public DomainCounts Copy() => new(this);
}
