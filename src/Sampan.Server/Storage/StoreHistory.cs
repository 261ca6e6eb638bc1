using System.Collections.Concurrent;

namespace Sampan.Server.Storage;

/// <summary>What every store keeps in memory: the newest state, recent past states, and recent changes per collection.</summary>
internal sealed class StoreHistory
{
    private readonly ConcurrentDictionary<string, EventLog> _logs = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(StoreKey Key, long Revision), DateTimeOffset> _expiries = new();
    private readonly Lock _gate = new();
    private readonly StoreSnapshot?[] _past;
    private readonly StoreOptions _options;
    private long _floor;
    private StoreSnapshot _current;
    private long _oldest;

    public StoreHistory(StoreSnapshot initial, StoreOptions options)
    {
        _options = options;
        _past = new StoreSnapshot?[options.PastRevisions];
        _current = initial;
        _floor = _oldest = initial.Revision;
        _past[Slot(initial.Revision)] = initial;
        foreach (var collection in initial.Collections)
        {
            foreach (var found in initial.List(collection))
            {
                TrackExpiry(new StoreKey(collection, found.Name), found);
            }
        }
    }

    public StoreSnapshot Current => Volatile.Read(ref _current);

    public long OldestRevision => Volatile.Read(ref _oldest);

    public StoreSnapshot At(long revision)
    {
        var current = Current;
        if (revision == current.Revision)
        {
            return current;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(revision, current.Revision);
        var past = revision < OldestRevision ? null : Volatile.Read(ref _past[Slot(revision)]);
        return past?.Revision == revision ? past : throw new CompactedException(revision, OldestRevision);
    }

    public StoreWatch Watch(string collection, long afterRevision)
    {
        return new StoreWatch(this, Log(collection), afterRevision);
    }

    /// <summary>Makes committed changes visible, oldest first: to reads first, to watches then.</summary>
    public void Publish(IReadOnlyList<Commit> commits)
    {
        var announced = new EventLog.Entry[commits.Count];
        lock (_gate)
        {
            for (var i = 0; i < commits.Count; i++)
            {
                var (collection, state, change) = commits[i];
                announced[i] = Log(collection).Append(change);
                Volatile.Write(ref _past[Slot(state.Revision)], state);
                TrackExpiry(new StoreKey(collection, change.Object.Name), change.Object);
            }

            var newest = commits[^1].State;
            Volatile.Write(ref _oldest, Math.Max(_oldest, newest.Revision - _past.Length + 1));
            Volatile.Write(ref _current, newest);
        }

        foreach (var entry in announced)
        {
            entry.Announce();
        }
    }

    public void Compact(long revision)
    {
        lock (_gate)
        {
            revision = Math.Min(revision, _current.Revision);
            for (var old = _oldest; old < revision; old++)
            {
                _past[Slot(old)] = null;
            }

            Volatile.Write(ref _oldest, Math.Max(_oldest, revision));
            Volatile.Write(ref _floor, Math.Max(_floor, revision));
            foreach (var log in _logs.Values)
            {
                log.DropUpTo(revision);
            }
        }
    }

    /// <summary>Takes the keys whose time has come; a key written since then is not meant.</summary>
    public IReadOnlyList<(StoreKey Key, StoredObject Found)> TakeExpired(DateTimeOffset now)
    {
        List<(StoreKey, StoredObject)> expired = [];
        lock (_gate)
        {
            while (_expiries.TryPeek(out var next, out var time) && time <= now)
            {
                _expiries.Dequeue();
                if (_current.Get(next.Key) is { } found && found.ModRevision == next.Revision)
                {
                    expired.Add((next.Key, found));
                }
            }
        }

        return expired;
    }

    // A log that is made now has missed nothing: its collection has not changed since the store was opened or compacted.
    private EventLog Log(string collection) =>
        _logs.GetOrAdd(collection, static (_, self) => new EventLog(Volatile.Read(ref self._floor), self._options.EventsPerCollection), this);

    private int Slot(long revision) => (int)(revision % _past.Length);

    private void TrackExpiry(StoreKey key, StoredObject found)
    {
        if (found.Expires is { } time)
        {
            _expiries.Enqueue((key, found.ModRevision), time);
        }
    }

    /// <summary>One change with the state that it led to.</summary>
    internal readonly record struct Commit(string Collection, StoreSnapshot State, StoreEvent Change);
}
