using Sampan.Server.Grpc;
using Sampan.Server.Storage.Encryption;

namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// A store in etcd 3.4 or newer, which any number of servers share. A resource version is etcd's revision. Each server
/// keeps everything in memory and follows etcd; writes are etcd's transactions, and latest reads wait until the server has
/// followed as far as a majority of etcd's members has come.
/// </summary>
public sealed class EtcdStore : IStore
{
    // A change is normally here before this.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    private readonly EtcdClient _client;
    private readonly EtcdOptions _options;
    private readonly EtcdObjects _objects;
    private readonly EtcdFollower _follower;
    private readonly EtcdElection _election;
    private readonly EtcdLeases _leases;
    private readonly SharedQuestion<long> _latest;
    private readonly SharedQuestion<long> _fence;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private bool _isDisposed;

    private EtcdStore(EtcdOptions options, EtcdClient client, EtcdObjects objects, EtcdFollower follower, TimeProvider time)
    {
        (_options, _client, _objects, _follower, _time) = (options, client, objects, follower, time);
        _leases = new EtcdLeases(client, time);
        _election = new EtcdElection(client, objects.Keys.Leader, options.LeaseDuration, time);
        _latest = new SharedQuestion<long>(async () => (await client.RangeAsync(objects.Keys.Leader, [], 1, 0, _stopping.Token)).Revision);
        _fence = new SharedQuestion<long>(() => client.TouchAsync(objects.Keys.Fence, _stopping.Token));
        _running = Task.WhenAll(follower.RunAsync(_stopping.Token), _election.RunAsync(_stopping.Token));
    }

    /// <summary>Loads what etcd has, and follows it from then on.</summary>
    /// <param name="options">Which etcd.</param>
    /// <param name="storing">How much history to keep in memory, and what to encrypt.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels loading.</param>
    /// <exception cref="StoreUnavailableException">No member answers.</exception>
    /// <exception cref="InvalidDataException">etcd holds under the prefix what is no object of this server's.</exception>
    public static async Task<EtcdStore> OpenAsync(EtcdOptions options, StoreOptions? storing, TimeProvider time, CancellationToken cancellationToken)
    {
        var client = new EtcdClient(options, time);
        try
        {
            storing ??= new StoreOptions();
            var objects = new EtcdObjects(new EtcdKeys(options.Prefix), new ValueEncryption(storing.Encryption));
            var follower = await EtcdFollower.StartAsync(client, objects, storing, time, cancellationToken);
            return new EtcdStore(options, client, objects, follower, time);
        }
        catch (GrpcException exception)
        {
            client.Dispose();
            throw StoreUnavailableException.Refused($"etcd does not answer at {string.Join(", ", options.Servers)}: {exception.Message}", exception);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public StoreSnapshot Current => _follower.History.Current;

    /// <inheritdoc/>
    public long OldestRevision => _follower.History.OldestRevision;

    /// <inheritdoc/>
    public string? Trouble => _follower.Trouble;

    /// <inheritdoc/>
    public StoreSnapshot At(long revision) => _follower.History.At(revision);

    /// <inheritdoc/>
    public StoreWatch Watch(string collection, long afterRevision) => _follower.History.Watch(collection, afterRevision);

    /// <inheritdoc/>
    public async ValueTask<StoreSnapshot> LatestAsync(CancellationToken cancellationToken)
    {
        long revision;
        try
        {
            revision = await _latest.AskAsync().WaitAsync(cancellationToken);
        }
        catch (GrpcException exception)
        {
            throw Refused(exception);
        }

        return await FollowedAsync(revision, cancellationToken)
            ? Current
            : throw StoreUnavailableException.NoAnswer($"this server has not followed etcd to revision {revision} in time{(Trouble is { } trouble ? ": " + trouble : "")}");
    }

    /// <inheritdoc/>
    public async ValueTask<CommitResult> CommitAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        var before = Current.Get(write.Key);
        if (write.IsDelete && write.ExpectedRevision == 0)
        {
            return new CommitResult(false, before);
        }

        try
        {
            var done = await WriteAsync(write, cancellationToken);
            var followed = await FollowedAsync(done.Revision, cancellationToken);
            var after = Current.Get(write.Key);
            if (!done.Succeeded)
            {
                return followed ? new CommitResult(false, after) : throw StoreUnavailableException.Refused("another server has changed the object, and its change has not come in in time");
            }

            var written = after?.ModRevision == done.Revision
                ? after
                : new StoredObject(write.Key.Name, write.Value.At(done.Revision), before?.CreateRevision ?? done.Revision, done.Revision, write.Expires);
            return new CommitResult(true, written);
        }
        catch (GrpcException exception)
        {
            throw exception.WasSent && exception.IsOfTheServer
                ? StoreUnavailableException.NoAnswer($"etcd gave no answer ({exception.Message}): whether the write was done is unknown", exception)
                : Refused(exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CompactAsync(long revision, CancellationToken cancellationToken)
    {
        _follower.History.Compact(revision);
        if (!_election.IsLeader)
        {
            return;
        }

        try
        {
            await _client.CompactAsync(revision, cancellationToken);
        }
        catch (GrpcException exception) when (exception.Code == GrpcStatusCode.OutOfRange)
        {
            // It has been compacted further.
        }
        catch (GrpcException exception)
        {
            throw Refused(exception);
        }
    }

    /// <summary>Does nothing: objects with an end hang on etcd's leases.</summary>
    public ValueTask<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) => ValueTask.FromResult(0);

    /// <inheritdoc/>
    public async Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        while (true)
        {
            var term = await _election.LeadershipAsync(cancellationToken);
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(term, cancellationToken);
            try
            {
                await work(ending.Token);
            }
            catch (OperationCanceledException) when (term.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                // Another leads; this process may again.
            }

            if (!term.IsCancellationRequested || cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Gives leadership up and ends following.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task<EtcdTransaction> WriteAsync(StoreWrite write, CancellationToken cancellationToken)
    {
        var key = _objects.Keys.Of(write.Key);
        if (write.IsDelete)
        {
            return await _client.DeleteAsync(key, write.ExpectedRevision, cancellationToken);
        }

        var lease = write.Expires is { } end ? await _leases.ForAsync(end, cancellationToken) : 0;
        var value = _objects.Encode(write.Key, write.Value);
        try
        {
            return await _client.PutAsync(key, write.ExpectedRevision, value, lease, cancellationToken);
        }
        catch (GrpcException exception) when (exception.Code == GrpcStatusCode.NotFound && lease != 0)
        {
            // Somebody has revoked the lease.
            _leases.Forget(lease);
            return await _client.PutAsync(key, write.ExpectedRevision, value, await _leases.ForAsync(write.Expires!.Value, cancellationToken), cancellationToken);
        }
    }

    // Whether this process has come as far as a revision, in time. If the last changes were of others' keys, nothing comes
    // of them; then a key of this store is written, and when that comes, so has all before it. (etcd's own progress reports
    // cannot be used: members before 3.4.25 and 3.5.8 send them too early, etcd issue 15220.)
    private async Task<bool> FollowedAsync(long revision, CancellationToken cancellationToken)
    {
        try
        {
            var reached = _follower.ReachedAsync(revision);
            if (!reached.IsCompleted)
            {
                await Task.WhenAny(reached, Task.Delay(Patience, _time, cancellationToken));
            }

            if (!reached.IsCompleted)
            {
                await _fence.AskAsync().WaitAsync(cancellationToken);
                await reached.WaitAsync(_options.Timeout, _time, cancellationToken);
            }

            return true;
        }
        catch (Exception exception) when (exception is GrpcException or TimeoutException)
        {
            return false;
        }
    }

    private StoreUnavailableException Refused(GrpcException exception) =>
        StoreUnavailableException.Refused($"etcd at {_client.Server} {(exception.IsOfTheServer ? "does not answer" : "refuses")}: {exception.Message}", exception);
}
