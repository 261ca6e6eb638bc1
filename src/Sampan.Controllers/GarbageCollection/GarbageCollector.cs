using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.GarbageCollection;

/// <summary>
/// Deletes objects whose owners are gone, and carries out foreground and orphaning deletions, for every type that the
/// cluster serves, custom ones too.
/// </summary>
internal sealed partial class GarbageCollector : IController, IDisposable
{
    private static readonly TimeSpan Rediscovery = TimeSpan.FromSeconds(30);

    private readonly ControllerContext _context;
    private readonly OwnershipGraph _graph = new();
    private readonly WorkQueue<ObjectPlace> _queue;
    private readonly Collection _collection;
    private readonly ConcurrentDictionary<ResourceType, (Informer Informer, IDisposable Subscription)> _monitors = [];
    private readonly SemaphoreSlim _typesChanged = new(0, 1);

    public GarbageCollector(ControllerContext context)
    {
        _context = context;
        _queue = new WorkQueue<ObjectPlace>(context.Time);
        _collection = new Collection(context.Cluster, _graph, Cached, TypeOf);
    }

    public string Name => "garbage-collector-controller";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var subscription = _context.Informers.For(WellKnownTypes.CustomResourceDefinitions).Subscribe(_ => SignalTypesChanged());
        try
        {
            await Task.WhenAll(MonitorAsync(cancellationToken), CollectAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    public void Dispose()
    {
        _queue.Dispose();
        _typesChanged.Dispose();
    }

    /// <summary>Follows the types that are served: at once when a definition changes, and now and then in any case.</summary>
    private async Task MonitorAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                FollowTypes(await ServedTypes.StoredAsync(_context.Cluster, cancellationToken));
            }
            catch (Exception exception) when (exception is ApiException or HttpRequestException)
            {
                Log.DiscoveryFailed(_context.Logger, _context.Cluster.Name, exception.Message);
            }

            using var timeout = new CancellationTokenSource(Rediscovery, _context.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
            await _typesChanged.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private void FollowTypes(IReadOnlyList<ResourceType> served)
    {
        // Events are many, never own anything, and expire by themselves.
        HashSet<ResourceType> wanted = [.. served.Where(type => type.Plural != "events")];
        foreach (var type in wanted.Where(type => !_monitors.ContainsKey(type)))
        {
            var informer = _context.Informers.For(type);
            _monitors[type] = (informer, informer.Subscribe(change => OnChange(type, change)));
        }

        foreach (var type in _monitors.Keys.Where(type => !wanted.Contains(type)))
        {
            if (_monitors.TryRemove(type, out var monitor))
            {
                monitor.Subscription.Dispose();
                _context.Informers.Drop(type);
                foreach (var @object in monitor.Informer.All)
                {
                    OnChange(type, new ObjectChange(@object, null));
                }
            }
        }
    }

    private void OnChange(ResourceType type, ObjectChange change)
    {
        _graph.Apply(type, change.Before, change.After);
        var place = new ObjectPlace(type, change.Object.NamespacedName);
        if (change.After is null)
        {
            foreach (var dependent in _graph.DependentsOf(change.Object.Metadata.Uid))
            {
                _queue.Add(dependent);
            }
        }
        else if (change.After.IsDeletingForeground || change.After.IsOrphaning || HasUnknownOwner(change.After))
        {
            _queue.Add(place);
        }

        // An owner that waits for its dependents looks again whenever one of them changes.
        foreach (var reference in change.Object.Metadata.OwnerReferences)
        {
            if (_graph.Find(reference.Uid) is { } owner && Cached(owner)?.IsDeletingForeground == true)
            {
                _queue.Add(owner);
            }
        }
    }

    private bool HasUnknownOwner(KubernetesObject @object)
    {
        foreach (var reference in @object.Metadata.OwnerReferences)
        {
            if (_graph.Find(reference.Uid) is null)
            {
                return true;
            }
        }

        return false;
    }

    private async Task CollectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var place = await _queue.TakeAsync(cancellationToken);
            try
            {
                foreach (var next in await _collection.ProcessAsync(place, cancellationToken))
                {
                    _queue.Add(next);
                }

                _queue.Forget(place);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (exception is not ApiException { IsConflict: true })
                {
                    Log.Failed(_context.Logger, _context.Cluster.Name, place.Type, place.Name, exception.Message);
                }

                _queue.AddRateLimited(place);
            }
            finally
            {
                _queue.Done(place);
            }
        }
    }

    private KubernetesObject? Cached(ObjectPlace place) =>
        _monitors.TryGetValue(place.Type, out var monitor) ? monitor.Informer.Get(place.Name) : null;

    private ResourceType? TypeOf(OwnerReference reference)
    {
        var kind = GroupVersionKind.Parse(reference.ApiVersion, reference.Kind);
        return _monitors.Keys.FirstOrDefault(type => type.Group == kind.Group && type.Kind == kind.Kind);
    }

    private void SignalTypesChanged()
    {
        if (_typesChanged.CurrentCount == 0)
        {
            _typesChanged.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: the served types could not be read, will be retried: {Reason}")]
        public static partial void DiscoveryFailed(ILogger logger, string cluster, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: collecting {Type} {Name} failed, will be retried: {Reason}")]
        public static partial void Failed(ILogger logger, string cluster, ResourceType type, NamespacedName name, string reason);
    }
}
