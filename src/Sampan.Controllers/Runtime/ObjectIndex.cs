using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>Finds cached objects by a key computed from each, such as its namespace or its owner. Kept up to date by its <see cref="Informer"/>.</summary>
public sealed class ObjectIndex
{
    private readonly Lock _lock;
    private readonly Func<KubernetesObject, IEnumerable<string>> _keys;
    private readonly Dictionary<string, SortedList<NamespacedName, KubernetesObject>> _buckets = new(StringComparer.Ordinal);

    internal ObjectIndex(Lock @lock, Func<KubernetesObject, IEnumerable<string>> keys)
    {
        _lock = @lock;
        _keys = keys;
    }

    /// <summary>The objects with the key at this moment, by namespace and name.</summary>
    public IReadOnlyList<KubernetesObject> this[string key]
    {
        get
        {
            lock (_lock)
            {
                return _buckets.TryGetValue(key, out var bucket) ? [.. bucket.Values] : [];
            }
        }
    }

    internal void Replace(KubernetesObject? before, KubernetesObject? after)
    {
        if (before is not null)
        {
            Remove(before);
        }

        if (after is not null)
        {
            Add(after);
        }
    }

    private void Add(KubernetesObject @object)
    {
        foreach (var key in _keys(@object))
        {
            if (!_buckets.TryGetValue(key, out var bucket))
            {
                _buckets[key] = bucket = [];
            }

            bucket[@object.NamespacedName] = @object;
        }
    }

    private void Remove(KubernetesObject @object)
    {
        foreach (var key in _keys(@object))
        {
            if (_buckets.TryGetValue(key, out var bucket) && bucket.Remove(@object.NamespacedName) && bucket.Count == 0)
            {
                _buckets.Remove(key);
            }
        }
    }
}
