namespace Sampan.Server.Storage;

/// <summary>The objects that a store has to remove by itself, by when.</summary>
internal sealed class ExpiryQueue
{
    // Deleted together, so that a store on disk flushes once for all of them.
    private const int BatchSize = 256;

    private readonly PriorityQueue<(StoreKey Key, long Revision), DateTimeOffset> _times = new();
    private readonly Lock _gate = new();

    /// <summary>Queues what a loaded state holds.</summary>
    public void Add(StoreSnapshot state)
    {
        foreach (var collection in state.Collections)
        {
            foreach (var found in state.List(collection))
            {
                Add(new StoreKey(collection, found.Name), found);
            }
        }
    }

    /// <summary>Queues a written version.</summary>
    public void Add(StoreKey key, StoredObject written)
    {
        if (written.Expires is { } time)
        {
            lock (_gate)
            {
                _times.Enqueue((key, written.ModRevision), time);
            }
        }
    }

    /// <summary>Deletes what is due, unless somebody has written it meanwhile; returns how many. What cannot be deleted now stays queued.</summary>
    public async ValueTask<int> RemoveAsync(IStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var removed = 0;
        while (Take(now) is { Count: > 0 } due)
        {
            try
            {
                removed += (await Task.WhenAll(due.Select(entry => DeleteAsync(store, entry.Key, entry.Revision, cancellationToken)))).Count(deleted => deleted);
            }
            catch
            {
                lock (_gate)
                {
                    due.ForEach(entry => _times.Enqueue((entry.Key, entry.Revision), entry.Time));
                }

                throw;
            }
        }

        return removed;
    }

    private static async Task<bool> DeleteAsync(IStore store, StoreKey key, long revision, CancellationToken cancellationToken)
    {
        if (store.Current.Get(key) is not { } found || found.ModRevision != revision)
        {
            return false;
        }

        var delete = new StoreWrite(key, revision, PendingValue.Of(found.Object.Utf8Json), IsDelete: true);
        return (await store.CommitAsync(delete, cancellationToken)).Succeeded;
    }

    private List<(StoreKey Key, long Revision, DateTimeOffset Time)> Take(DateTimeOffset now)
    {
        List<(StoreKey, long, DateTimeOffset)> due = [];
        lock (_gate)
        {
            while (due.Count < BatchSize && _times.TryPeek(out var next, out var time) && time <= now)
            {
                _times.Dequeue();
                due.Add((next.Key, next.Revision, time));
            }
        }

        return due;
    }
}
