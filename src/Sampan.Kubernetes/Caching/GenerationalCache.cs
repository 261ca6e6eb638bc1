using System.Collections.Concurrent;

namespace Sampan.Kubernetes.Caching;

/// <summary>
/// What was made lately, in two generations: when the younger one is full it becomes the older one, and what the older one
/// had goes, unless it was asked for in between. Safe for many threads.
/// </summary>
/// <param name="comparer">How keys are compared; what they compare must not change.</param>
/// <param name="generationSize">How much one generation holds, in the unit that <see cref="Keep"/> is given.</param>
public sealed class GenerationalCache<TKey, TValue>(IEqualityComparer<TKey> comparer, int generationSize)
    where TKey : notnull
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<TKey, Entry> _young = new(comparer);
    private ConcurrentDictionary<TKey, Entry> _old = new(comparer);
    private int _youngSize;

    /// <summary>Finds what was kept under an equal key.</summary>
    public bool TryGet(TKey key, out TValue? value)
    {
        if (_young.TryGetValue(key, out var entry))
        {
            value = entry.Value;
            return true;
        }

        if (_old.TryGetValue(key, out entry))
        {
            Add(key, entry);
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Keeps a value; the first of several under equal keys stays.</summary>
    public void Keep(TKey key, TValue value, int size) => Add(key, new Entry(value, size));

    private void Add(TKey key, Entry entry)
    {
        if (!_young.TryAdd(key, entry) || Interlocked.Add(ref _youngSize, entry.Size) <= generationSize)
        {
            return;
        }

        lock (_turning)
        {
            if (_youngSize > generationSize)
            {
                _youngSize = 0;
                _old = _young;
                _young = new(comparer);
            }
        }
    }

    private readonly record struct Entry(TValue Value, int Size);
}
