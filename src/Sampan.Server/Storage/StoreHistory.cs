using System.Runtime.InteropServices;

namespace Sampan.Server.Storage;

/// <summary>What every store keeps in memory: the newest state, recent past states, and recent changes per collection.</summary>
internal sealed class StoreHistory
{
    private readonly Dictionary<string, EventLog> _logs = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly PastStates _past;
    private readonly StoreOptions _options;
    private long _floor;
    private StoreSnapshot _current;

    public StoreHistory(StoreSnapshot initial, StoreOptions options)
    {
        _options = options;
        _past = new PastStates(options.PastRevisions, initial);
        _current = initial;
        _floor = initial.Revision;
    }

    public StoreSnapshot Current => Volatile.Read(ref _current);

    public long OldestRevision
    {
        get
        {
            lock (_gate)
            {
                return _past.Oldest;
            }
        }
    }

    public StoreSnapshot At(long revision)
    {
        var current = Current;
        if (revision == current.Revision)
        {
            return current;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(revision, current.Revision);
        lock (_gate)
        {
            return _past.At(revision) ?? throw new CompactedException(revision, _past.Oldest);
        }
    }

    public StoreWatch Watch(string collection, long afterRevision)
    {
        lock (_gate)
        {
            return new StoreWatch(this, Log(collection), afterRevision);
        }
    }

    /// <summary>Makes committed changes visible, oldest first: to reads first, to watches then.</summary>
    public void Publish(IReadOnlyList<Commit> commits)
    {
        var announced = new EventLog.Entry[commits.Count];
        lock (_gate)
        {
            for (var i = 0; i < commits.Count; i++)
            {
                var (key, state, change) = commits[i];
                announced[i] = Log(key.Collection).Append(change);
                _past.Add(state);
            }

            Volatile.Write(ref _current, commits[^1].State);
        }

        Announce(announced);
    }

    /// <summary>Notes that nothing has changed up to a revision: others than this store's objects have used it up.</summary>
    public void Advance(long revision)
    {
        lock (_gate)
        {
            if (revision > _current.Revision)
            {
                Volatile.Write(ref _current, _current.AtRevision(revision));
            }
        }
    }

    /// <summary>Begins anew with a state that does not follow from what was published: every watch ends as compacted.</summary>
    public void Restart(StoreSnapshot state)
    {
        EventLog.Entry[] ended;
        lock (_gate)
        {
            // Ended before the new state can be seen, so that no watch takes it for one that it has followed.
            ended = [.. _logs.Values.Select(log => log.End())];
            _logs.Clear();
            _past.Clear(state);
            _floor = state.Revision;
            Volatile.Write(ref _current, state);
        }

        Announce(ended);
    }

    public void Compact(long revision)
    {
        lock (_gate)
        {
            revision = Math.Min(revision, _current.Revision);
            _past.DropBefore(revision);
            _floor = Math.Max(_floor, revision);
            foreach (var log in _logs.Values)
            {
                log.DropUpTo(revision);
            }
        }
    }

    // A log that is made now has missed nothing: its collection has not changed since the store was opened or compacted.
    private EventLog Log(string collection)
    {
        ref var log = ref CollectionsMarshal.GetValueRefOrAddDefault(_logs, collection, out _);
        return log ??= new EventLog(_floor, _options.EventsPerCollection);
    }

    private static void Announce(EventLog.Entry[] entries)
    {
        foreach (var entry in entries)
        {
            entry.Announce();
        }
    }

    /// <summary>One change with the state that it led to.</summary>
    internal readonly record struct Commit(StoreKey Key, StoreSnapshot State, StoreEvent Change);
}
