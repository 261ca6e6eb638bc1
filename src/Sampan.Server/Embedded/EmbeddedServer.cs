using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Server.Aggregation;
using Sampan.Server.Authentication;
using Sampan.Server.CustomResources;
using Sampan.Server.Registry;
using Sampan.Server.Storage;

namespace Sampan.Server.Embedded;

/// <summary>
/// A Kubernetes API server for any number of clusters, which are partitions of one store. Reach a cluster in process
/// with <see cref="Connect(string, UserInfo)"/>, without sockets and without encoding anything twice.
/// </summary>
public sealed class EmbeddedServer : IAsyncDisposable
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, ServedCluster> _clusters = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly ServerCredentials _credentials;
    private readonly EmbeddedServerOptions _options;
    private readonly ConcurrentBag<Task> _upkeep = [];
    private volatile PublishedEndpoint? _published;

    /// <summary>Serves clusters from a store, which the server disposes of in the end.</summary>
    public EmbeddedServer(IStore store, TimeProvider? time = null, ServerCredentials? credentials = null, EmbeddedServerOptions? options = null)
    {
        _store = store;
        _options = options ?? new EmbeddedServerOptions();
        _credentials = credentials ?? ServerCredentials.Generate();
        _time = time ?? TimeProvider.System;
        _upkeep.Add(RemoveExpiredAsync(_stopping.Token));
        _upkeep.Add(CompactAsync(_stopping.Token));
    }

    /// <summary>Whether containers may ask for their node's full rights (kube-apiserver's <c>--allow-privileged</c>, which installers set).</summary>
    public bool AllowsPrivileged { get; init; } = true;

    /// <summary>The clusters' names, in order.</summary>
    public IReadOnlyList<string> Clusters => [.. _clusters.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A server that keeps everything in memory.</summary>
    public static EmbeddedServer InMemory(TimeProvider? time = null) => new(new MemoryStore(), time);

    /// <summary>Serves a cluster, with what the store has of it; a new one gets the namespaces that every cluster has.</summary>
    /// <param name="name">The cluster's name: a DNS label.</param>
    /// <param name="cancellationToken">Cancels waiting.</param>
    /// <exception cref="ArgumentException">The name is no DNS label.</exception>
    public async ValueTask AddClusterAsync(string name, CancellationToken cancellationToken)
    {
        if (!ClusterNames.IsValid(name))
        {
            throw new ArgumentException($"\"{name}\" cannot be a cluster's name: use at most 63 lower-case letters, digits and dashes, and begin and end with a letter or digit.", nameof(name));
        }

        var cluster = _clusters.GetOrAdd(
            name,
            static (name, self) => new ServedCluster(name, self._store, self._time, self._credentials, self._options.EventLifetime) { AllowsPrivileged = self.AllowsPrivileged, FrontProxy = self.FrontProxy },
            this);
        DefinitionServing.Refresh(cluster);
        _upkeep.Add(DefinitionFollower.RunAsync(cluster, _stopping.Token));
        await ClusterBootstrap.RunAsync(cluster, cancellationToken);
        if (_published is { } endpoint)
        {
            await EndpointPublication.RunAsync(cluster, endpoint, cancellationToken);
        }

        _upkeep.Add(cluster.Availability.RunAsync(_stopping.Token));
        _upkeep.Add(ApiServiceFollower.RunAsync(cluster, _stopping.Token));
        cluster.FirstRevision = _store.Current.Revision;
    }

    /// <summary>The door to a cluster, for a user.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cluster.</exception>
    public ICluster Connect(string cluster, UserInfo user) => new EmbeddedCluster(Find(cluster), user);

    /// <summary>The door to a cluster for a component that may do everything.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="component">The component's name, which its changes are recorded under.</param>
    /// <exception cref="KeyNotFoundException">There is no such cluster.</exception>
    public ICluster Connect(string cluster, string component) => Connect(cluster, UserInfo.Master(component));

    /// <summary>A JSON Web Token with the claims, signed by the key of service accounts' tokens.</summary>
    public string SignToken(JsonObject claims) => _credentials.Signer.Sign(claims);

    /// <summary>Runs work that one of the servers that share the store does at a time, whenever this one leads, until cancelled.</summary>
    /// <param name="work">The work; its token is cancelled when another server may lead.</param>
    /// <param name="cancellationToken">Ends taking part.</param>
    public Task LeadAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken) => _store.LeadAsync(work, cancellationToken);

    /// <summary>Stops upkeep and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_upkeep).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var cluster in _clusters.Values)
        {
            cluster.Webhooks.Dispose();
        }

        await _store.DisposeAsync();
        _stopping.Dispose();
    }

    internal IStore Store => _store;

    internal FrontProxyIdentity FrontProxy { get; } = new();

    /// <summary>Says in every cluster, and in those to come, where the server can be reached.</summary>
    internal async Task PublishAsync(PublishedEndpoint endpoint, CancellationToken cancellationToken)
    {
        _published = endpoint;
        await Task.WhenAll(_clusters.Values.Select(cluster => EndpointPublication.RunAsync(cluster, endpoint, cancellationToken)));
    }

    internal ServedCluster? TryFind(string name) => _clusters.GetValueOrDefault(name);

    internal ServedCluster Find(string name) => TryFind(name) ?? throw new KeyNotFoundException($"There is no cluster \"{name}\"; there are: {string.Join(", ", Clusters)}.");

    private Task RemoveExpiredAsync(CancellationToken cancellationToken) =>
        RepeatAsync(SweepInterval, async () => await _store.RemoveExpiredAsync(_time.GetUtcNow(), cancellationToken), cancellationToken);

    // History of at least one interval is kept: what was newest at the last tick.
    private Task CompactAsync(CancellationToken cancellationToken)
    {
        var oldest = _store.Current.Revision;
        return RepeatAsync(
            _options.CompactionInterval,
            async () =>
            {
                await _store.CompactAsync(oldest, cancellationToken);
                oldest = _store.Current.Revision;
            },
            cancellationToken);
    }

    private async Task RepeatAsync(TimeSpan interval, Func<Task> run, CancellationToken cancellationToken)
    {
        if (interval == TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await run();
            }
            catch (StoreUnavailableException)
            {
                // The next tick tries again.
            }
        }
    }
}
