using Sampan.Server.Grpc;

namespace Sampan.Server.Storage.Etcd;

/// <summary>
/// Keeps this process' memory in step with etcd: loads everything once, then follows one watch over all keys, through
/// lost connections and moved leaders. Where etcd has forgotten what was missed, it loads anew.
/// </summary>
internal sealed class EtcdFollower
{
    private const int PageSize = 1000;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2);

    private readonly EtcdClient _client;
    private readonly EtcdObjects _objects;
    private readonly TimeProvider _time;
    private readonly RevisionSignal _signal = new();
    private long _followed;
    private string? _trouble;
    private bool _isStuck;

    private EtcdFollower(EtcdClient client, EtcdObjects objects, StoreHistory history, TimeProvider time)
    {
        (_client, _objects, History, _time) = (client, objects, history, time);
        _followed = history.Current.Revision;
        _signal.Reach(_followed);
    }

    /// <summary>What has been followed so far.</summary>
    public StoreHistory History { get; }

    /// <summary>Why nothing is followed now; null while it is.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Loads everything.</summary>
    /// <exception cref="GrpcException">etcd does not answer.</exception>
    /// <exception cref="InvalidDataException">A value is not an object that can be read.</exception>
    public static async Task<EtcdFollower> StartAsync(EtcdClient client, EtcdObjects objects, StoreOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        new(client, objects, new StoreHistory(await LoadAsync(client, objects, cancellationToken), options), time);

    /// <summary>Completes when all up to a revision can be read.</summary>
    public Task ReachedAsync(long revision) => _signal.WaitAsync(revision);

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var delay = FirstDelay;
        var mustLoad = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var server = _client.Server;
            try
            {
                if (mustLoad)
                {
                    Restart(await LoadAsync(_client, _objects, cancellationToken));
                    (mustLoad, _isStuck) = (false, false);
                }

                await WatchAsync(() => delay = FirstDelay, cancellationToken);
            }
            catch (CompactedException)
            {
                mustLoad = true;
                continue;
            }
            catch (Exception exception) when (exception is GrpcException or InvalidDataException)
            {
                _isStuck |= exception is InvalidDataException;
                Volatile.Write(ref _trouble, exception is GrpcException ? $"etcd at {server} cannot be watched: {exception.Message}" : exception.Message);
                _client.Leave(server);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
        }
    }

    private static async Task<StoreSnapshot> LoadAsync(EtcdClient client, EtcdObjects objects, CancellationToken cancellationToken)
    {
        var state = StoreSnapshot.Empty;
        var start = objects.Keys.First;
        long revision = 0;
        while (true)
        {
            // Later pages are of the first one's revision.
            var page = await client.RangeAsync(start, objects.Keys.End, PageSize, revision, cancellationToken);
            revision = revision == 0 ? page.Revision : revision;
            foreach (var pair in page.Pairs)
            {
                if (objects.Decode(pair) is var (key, found))
                {
                    state = state.With(key.Collection, found, revision);
                }
            }

            if (!page.HasMore)
            {
                return state.AtRevision(revision);
            }

            start = [.. page.Pairs[^1].Key, 0];
        }
    }

    private async Task WatchAsync(Action onCreated, CancellationToken cancellationToken)
    {
        using var stream = await _client.WatchAsync(_objects.Keys.First, _objects.Keys.End, _followed + 1, cancellationToken);
        while (true)
        {
            var response = EtcdWatchResponse.Decode(await stream.ReadAsync(cancellationToken));
            if (response.CompactRevision > 0)
            {
                throw new CompactedException(_followed, response.CompactRevision);
            }

            if (response.Cancelled is { } reason)
            {
                throw new GrpcException(GrpcStatusCode.Unavailable, reason.Length > 0 ? reason : "the watch was cancelled");
            }

            if (response.IsCreated)
            {
                // A value that could not be read comes again with the next watch: that one is there is no end of the trouble.
                if (!_isStuck)
                {
                    Volatile.Write(ref _trouble, null);
                }

                onCreated();
            }
            else if (response.Events.Count > 0)
            {
                Apply(response.Events);
                _isStuck = false;
                Volatile.Write(ref _trouble, null);
            }
        }
    }

    private void Apply(IReadOnlyList<(bool IsDelete, EtcdKeyValue Pair)> events)
    {
        var state = History.Current;
        var commits = new List<StoreHistory.Commit>(events.Count);
        foreach (var (isDelete, pair) in events)
        {
            if (_objects.Follow(state, isDelete, pair) is { } commit)
            {
                commits.Add(commit);
                state = commit.State;
            }
        }

        if (commits.Count > 0)
        {
            History.Publish(commits);
        }

        // The last may have been of a key that is no object's.
        _followed = events[^1].Pair.ModRevision;
        History.Advance(_followed);
        _signal.Reach(_followed);
    }

    private void Restart(StoreSnapshot loaded)
    {
        History.Restart(loaded);
        _followed = loaded.Revision;
        _signal.Reach(_followed);
    }
}
