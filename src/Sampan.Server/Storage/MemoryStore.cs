namespace Sampan.Server.Storage;

/// <summary>A store that lives as long as its process: for tests, simulation and throw-away clusters.</summary>
public sealed class MemoryStore : IStore
{
    // etcd's first revision is 1 too; 0 means "any" in the API's resource versions.
    private readonly StoreHistory _history;
    private readonly ExpiryQueue _expiries = new();
    private readonly Lock _writing = new();

    /// <summary>An empty store.</summary>
    public MemoryStore(StoreOptions? options = null) => _history = new StoreHistory(StoreSnapshot.Empty.AtRevision(1), options ?? new StoreOptions());

    /// <inheritdoc/>
    public StoreSnapshot Current => _history.Current;

    /// <inheritdoc/>
    public long OldestRevision => _history.OldestRevision;

    /// <inheritdoc/>
    public StoreSnapshot At(long revision) => _history.At(revision);

    /// <inheritdoc/>
    public StoreWatch Watch(string collection, long afterRevision) => _history.Watch(collection, afterRevision);

    /// <inheritdoc/>
    public ValueTask CompactAsync(long revision, CancellationToken cancellationToken)
    {
        _history.Compact(revision);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<StoreSnapshot> LatestAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Current);

    /// <inheritdoc/>
    public string? Trouble => null;

    /// <inheritdoc/>
    public ValueTask<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_writing)
        {
            var before = _history.Current;
            if (before.Apply(write) is not { } applied)
            {
                return ValueTask.FromResult(new CommitResult(false, before.Get(write.Key)));
            }

            _history.Publish([new StoreHistory.Commit(write.Key, applied.Next, applied.Event)]);
            _expiries.Add(write.Key, applied.Event.Object);
            return ValueTask.FromResult(new CommitResult(true, applied.Event.Object));
        }
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _expiries.RemoveAsync(this, now, cancellationToken);

    /// <inheritdoc/>
    public Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => work(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
