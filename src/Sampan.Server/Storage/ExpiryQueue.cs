namespace Sampan.Server.Storage;

/// <summary>The objects that a store has to remove by itself, by when.</summary>
internal sealed class ExpiryQueue
{
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
        while (Due(now) is { } due)
        {
            if (store.Current.Get(due.Key) is { } found && found.ModRevision == due.Revision)
            {
                var delete = new StoreWrite(due.Key, found.ModRevision, PendingValue.Of(found.Object.Utf8Json), IsDelete: true);
                removed += (await store.CommitAsync(delete, cancellationToken)).Succeeded ? 1 : 0;
            }

            lock (_gate)
            {
                _times.Remove(due, out _, out _);
            }
        }

        return removed;
    }

    private (StoreKey Key, long Revision)? Due(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _times.TryPeek(out var next, out var time) && time <= now ? next : null;
        }
    }
}
