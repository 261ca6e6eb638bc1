using System.Collections.Immutable;

namespace Sampan.Server.Storage;

/// <summary>Everything in the store at one revision, immutable.</summary>
public sealed class StoreSnapshot
{
    private readonly ImmutableDictionary<string, OrderedMap<StoredObject>> _collections;

    internal StoreSnapshot(ImmutableDictionary<string, OrderedMap<StoredObject>> collections, long revision)
    {
        _collections = collections;
        Revision = revision;
    }

    internal static StoreSnapshot Empty { get; } = new(ImmutableDictionary.Create<string, OrderedMap<StoredObject>>(StringComparer.Ordinal), 0);

    /// <summary>The revision of the newest commit in it.</summary>
    public long Revision { get; }

    /// <summary>The collections that hold or held objects.</summary>
    public IEnumerable<string> Collections => _collections.Keys;

    /// <summary>The object at a key, or null.</summary>
    public StoredObject? Get(StoreKey key) =>
        _collections.TryGetValue(key.Collection, out var map) && map.TryGet(key.Name, out var found) ? found : null;

    /// <summary>The objects of a collection whose name starts with a prefix and is not before <paramref name="start"/>, in order.</summary>
    public IEnumerable<StoredObject> List(string collection, string prefix = "", string? start = null)
    {
        if (!_collections.TryGetValue(collection, out var map))
        {
            yield break;
        }

        foreach (var (name, found) in map.From(start ?? prefix))
        {
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
            {
                yield break;
            }

            yield return found;
        }
    }

    /// <summary>How many objects of a collection have a name that starts with a prefix and is after <paramref name="name"/>.</summary>
    public int CountAfter(string collection, string prefix, string name)
    {
        if (!_collections.TryGetValue(collection, out var map))
        {
            return 0;
        }

        // Names are text without U+FFFF, so this is the first key past the prefix.
        var end = prefix.Length == 0 ? map.Count : map.CountBefore(prefix + '\uffff');
        return end - map.CountBefore(name + '\0');
    }

    /// <summary>Applies a write to this state: the next state and the event, or null where the condition does not hold.</summary>
    internal (StoreSnapshot Next, StoreEvent Event)? Apply(StoreWrite write)
    {
        var current = Get(write.Key);
        if ((current?.ModRevision ?? 0) != write.ExpectedRevision || (write.IsDelete && current is null))
        {
            return null;
        }

        var revision = Revision + 1;
        var written = new StoredObject(write.Key.Name, write.Value.At(revision), current?.CreateRevision ?? revision, revision, write.Expires);
        var next = write.IsDelete ? Without(write.Key, revision) : With(write.Key.Collection, written, revision);
        return (next, new StoreEvent(revision, written, current, write.IsDelete));
    }

    /// <summary>The state after an object was written.</summary>
    internal StoreSnapshot With(string collection, StoredObject written, long revision) =>
        new(_collections.SetItem(collection, _collections.GetValueOrDefault(collection, OrderedMap<StoredObject>.Empty).Set(written.Name, written)), revision);

    /// <summary>The state after a key went.</summary>
    internal StoreSnapshot Without(StoreKey key, long revision) =>
        new(_collections.SetItem(key.Collection, _collections.GetValueOrDefault(key.Collection, OrderedMap<StoredObject>.Empty).Remove(key.Name)), revision);

    /// <summary>This state under another revision.</summary>
    internal StoreSnapshot AtRevision(long revision) => new(_collections, revision);
}
