using Microsoft.Data.Sqlite;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Storage;

/// <summary>
/// A store in a SQLite database: what it has acknowledged is on disk, and survives the process being killed. Reads and
/// watches are served from memory; one writer commits everything that waits in one transaction, so that many writers
/// share one flush of the disk.
/// </summary>
public sealed class SqliteStore : IStore
{
    private const int LargestBatch = 512;
    private readonly CommitQueue<Waiting> _queue = new();
    private readonly SqliteFile _file;
    private readonly StoreHistory _history;
    private readonly ExpiryQueue _expiries = new();
    private readonly Task _writer;

    private SqliteStore(SqliteFile file, StoreHistory history)
    {
        _file = file;
        _history = history;
        _expiries.Add(history.Current);
        _writer = Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Opens the database, creating it if it is not there.</summary>
    /// <param name="path">The database file; its folder must exist.</param>
    /// <param name="options">How much history to keep in memory, and what to encrypt.</param>
    /// <exception cref="StoreVersionException">The file was written by another version of Sampan.</exception>
    /// <exception cref="InvalidDataException">An object is encrypted with a key that is not given.</exception>
    public static SqliteStore Open(string path, StoreOptions? options = null)
    {
        options ??= new StoreOptions();
        var file = SqliteFile.Open(path, new ValueEncryption(options.Encryption));
        try
        {
            return new SqliteStore(file, new StoreHistory(file.Load(), options));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoreSnapshot Current => _history.Current;

    /// <inheritdoc/>
    public long OldestRevision => _history.OldestRevision;

    /// <inheritdoc/>
    public StoreSnapshot At(long revision) => _history.At(revision);

    /// <inheritdoc/>
    public StoreWatch Watch(string collection, long afterRevision) => _history.Watch(collection, afterRevision);

    /// <inheritdoc/>
    public string? Trouble => null;

    /// <inheritdoc/>
    public ValueTask<StoreSnapshot> LatestAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Current);

    /// <inheritdoc/>
    public ValueTask CompactAsync(long revision, CancellationToken cancellationToken)
    {
        _history.Compact(revision);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(write, new TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!_queue.TryAdd(waiting), this);
        // From here on the write happens whether or not the caller still waits.
        return await waiting.Done.Task;
    }

    /// <inheritdoc/>
    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        _expiries.RemoveAsync(this, now, cancellationToken);

    /// <inheritdoc/>
    public Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => work(cancellationToken);

    /// <summary>Commits what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _writer;
        _file.Dispose();
    }

    private void WriteAll()
    {
        var batch = new List<Waiting>();
        while (_queue.Take(batch, LargestBatch))
        {
            Write(batch);
            batch.Clear();
        }
    }

    private void Write(List<Waiting> batch)
    {
        var state = _history.Current;
        var results = new CommitResult[batch.Count];
        var commits = new List<StoreHistory.Commit>(batch.Count);
        try
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var write = batch[i].Write;
                if (state.Apply(write) is not { } applied)
                {
                    results[i] = new CommitResult(false, state.Get(write.Key));
                    continue;
                }

                state = applied.Next;
                commits.Add(new StoreHistory.Commit(write.Key, state, applied.Event));
                results[i] = new CommitResult(true, applied.Event.Object);
            }

            if (commits.Count > 0)
            {
                _file.Save(commits, state.Revision);
                _history.Publish(commits);
                commits.ForEach(commit => _expiries.Add(commit.Key, commit.Change.Object));
            }
        }
        catch (Exception exception)
        {
            // A full or failing disk fails the batch, not the process: nothing of it has become visible.
            var failure = exception is SqliteException ? StoreUnavailableException.Refused($"the database cannot be written: {exception.Message}", exception) : exception;
            batch.ForEach(waiting => waiting.Done.TrySetException(failure));
            return;
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Done.TrySetResult(results[i]);
        }
    }

    private readonly record struct Waiting(StoreWrite Write, TaskCompletionSource<CommitResult> Done);
}
