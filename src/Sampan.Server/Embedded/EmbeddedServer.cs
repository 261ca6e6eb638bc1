using System.Collections.Concurrent;
using Sampan.Kubernetes.Clusters;
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
    private static readonly TimeSpan CompactionInterval = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, ServedCluster> _clusters = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly ServerCredentials _credentials;
    private readonly Task _upkeep;

    /// <summary>Serves clusters from a store, which the server disposes of in the end.</summary>
    public EmbeddedServer(IStore store, TimeProvider? time = null, ServerCredentials? credentials = null)
    {
        _store = store;
        _credentials = credentials ?? ServerCredentials.Generate();
        _time = time ?? TimeProvider.System;
        _upkeep = Task.WhenAll(RemoveExpiredAsync(_stopping.Token), CompactAsync(_stopping.Token));
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

        var cluster = _clusters.GetOrAdd(name, static (name, self) => new ServedCluster(name, self._store, self._time, self._credentials) { AllowsPrivileged = self.AllowsPrivileged }, this);
        DefinitionServing.Refresh(cluster);
        await ClusterBootstrap.RunAsync(cluster, cancellationToken);
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

    /// <summary>Stops upkeep and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _upkeep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var cluster in _clusters.Values)
        {
            cluster.Webhooks.Dispose();
        }

        await _store.DisposeAsync();
        _stopping.Dispose();
    }

    internal ServedCluster? TryFind(string name) => _clusters.GetValueOrDefault(name);

    internal ServedCluster Find(string name) => TryFind(name) ?? throw new KeyNotFoundException($"There is no cluster \"{name}\"; there are: {string.Join(", ", Clusters)}.");

    private async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            await _store.RemoveExpiredAsync(_time.GetUtcNow(), cancellationToken);
        }
    }

    // History of at least one interval is kept: what was newest at the last tick.
    private async Task CompactAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(CompactionInterval, _time);
        var oldest = _store.Current.Revision;
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            _store.Compact(oldest);
            oldest = _store.Current.Revision;
        }
    }
}
