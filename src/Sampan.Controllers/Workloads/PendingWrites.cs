using System.Collections.Concurrent;
using System.Globalization;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads;

/// <summary>
/// What a controller has written and deleted for a key and its informer has not seen yet. Until then the cache shows the
/// past, and counting dependents in it would create or delete some twice.
/// </summary>
internal sealed class PendingWrites(Informer dependents)
{
    private readonly ConcurrentDictionary<NamespacedName, Writes> _byKey = [];

    /// <summary>Whether the informer has seen every write for the key.</summary>
    public bool AreObserved(NamespacedName key)
    {
        if (!_byKey.TryGetValue(key, out var writes))
        {
            return true;
        }

        if (dependents.Revision < writes.Newest || writes.Deleted.Any(deleted => IsStillThere(deleted.Key, deleted.Value)))
        {
            return false;
        }

        _byKey.TryRemove(key, out _);
        return true;
    }

    /// <summary>Takes note of an object that was created or updated, as it was answered.</summary>
    public void Written(NamespacedName key, KubernetesObject written)
    {
        var writes = _byKey.GetOrAdd(key, static _ => new Writes());
        var revision = long.Parse(written.Metadata.ResourceVersion, CultureInfo.InvariantCulture);
        lock (writes)
        {
            writes.Newest = Math.Max(writes.Newest, revision);
        }
    }

    public void Deleted(NamespacedName key, KubernetesObject deleted) =>
        _byKey.GetOrAdd(key, static _ => new Writes()).Deleted[deleted.NamespacedName] = deleted.Metadata.Uid;

    public void Forget(NamespacedName key) => _byKey.TryRemove(key, out _);

    private bool IsStillThere(NamespacedName name, string uid) =>
        dependents.Get(name)?.Metadata is { } metadata && metadata.Uid == uid && metadata.DeletionTimestamp is null;

    private sealed class Writes
    {
        public long Newest { get; set; }

        public ConcurrentDictionary<NamespacedName, string> Deleted { get; } = [];
    }
}
