using System.Collections.Concurrent;

namespace Sampan.Server.Requests;

/// <summary>How many requests have been answered, by method and code.</summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<(string Method, int Code), long> _counts = new();

    /// <summary>Counts one more.</summary>
    public void Add(string method, int code) => _counts.AddOrUpdate((method, code), 1, static (_, count) => count + 1);

    /// <summary>The counts so far, in the order of method and code.</summary>
    public IReadOnlyList<(string Method, int Code, long Count)> Read() =>
        [.. _counts.Select(entry => (entry.Key.Method, entry.Key.Code, entry.Value)).OrderBy(entry => entry.Method, StringComparer.Ordinal).ThenBy(entry => entry.Code)];
}
