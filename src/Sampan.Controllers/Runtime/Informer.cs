using System.Globalization;
using Microsoft.Extensions.Logging;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Runtime;

/// <summary>
/// A cached copy of one resource type of a cluster, kept up to date by list and watch, that many controllers share.
/// Reads see the newest state that has arrived; every list that is returned is a snapshot and never changes.
/// </summary>
/// <remarks>
/// The rules of client-go's Reflector: list, then watch from the list's resource version; when the watch ends, watch again
/// from the last seen version; when that version is too old (410), list again. Failures wait 0.8 s, doubling up to 30 s.
/// </remarks>
public sealed partial class Informer
{
    private const int PageSize = 500;

    private readonly ICluster _cluster;
    private readonly InformerSelection _selection;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Guards the cache. Innermost: nothing is called while it is held, so handlers may read other informers.</summary>
    private readonly Lock _lock = new();

    /// <summary>Orders the notifications.</summary>
    private readonly Lock _dispatch = new();

    private readonly ObjectCache _cache = new();
    private readonly List<Action<ObjectChange>> _handlers = [];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExponentialBackoff _backoff = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30));
    private string? _resourceVersion;

    /// <summary>An informer of a type; idle until <see cref="RunAsync"/>.</summary>
    public Informer(ICluster cluster, ResourceType type, InformerSelection selection, TimeProvider time, ILogger logger)
    {
        _cluster = cluster;
        _selection = selection;
        _time = time;
        _logger = logger;
        Type = type;
    }

    /// <summary>The type of the cached objects.</summary>
    public ResourceType Type { get; }

    /// <summary>Completes when the first list is in the cache.</summary>
    public Task Synced => _synced.Task;

    /// <summary>The resource version up to which changes have arrived; 0 before the first list.</summary>
    public long Revision
    {
        get
        {
            lock (_lock)
            {
                return long.TryParse(_resourceVersion, CultureInfo.InvariantCulture, out var revision) ? revision : 0;
            }
        }
    }

    /// <summary>All cached objects, by namespace and name.</summary>
    public IReadOnlyList<KubernetesObject> All
    {
        get
        {
            lock (_lock)
            {
                return _cache.Snapshot;
            }
        }
    }

    /// <summary>The cached object, or null.</summary>
    public KubernetesObject? Get(NamespacedName name)
    {
        lock (_lock)
        {
            return _cache.Get(name);
        }
    }

    /// <summary>The index by the given keys; the same for the same function, so pass one of <see cref="IndexKeys"/> or a static function.</summary>
    public ObjectIndex Index(Func<KubernetesObject, IEnumerable<string>> keys)
    {
        lock (_lock)
        {
            return _cache.Index(keys, _lock);
        }
    }

    /// <summary>
    /// Calls a handler for every cached object and then for every change, in order, one at a time. The handler must be
    /// quick and must not throw: usually it adds a key to a queue. Dispose the result to end it.
    /// </summary>
    public IDisposable Subscribe(Action<ObjectChange> handler)
    {
        lock (_dispatch)
        {
            foreach (var @object in All)
            {
                handler(new ObjectChange(null, @object));
            }

            _handlers.Add(handler);
        }

        return new Subscription(this, handler);
    }

    /// <summary>Lists and watches until cancelled; then returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_resourceVersion is null)
                {
                    await ListAsync(cancellationToken);
                }

                await WatchAsync(cancellationToken);
            }
            catch (ApiException exception) when (exception.IsExpired)
            {
                _resourceVersion = null;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                var delay = _backoff.Next();
                Log.Failed(_logger, _cluster.Name, Type, delay, exception.Message);
                await Delays.WaitAsync(delay, _time, cancellationToken);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        List<KubernetesObject> objects = [];
        var options = new ListOptions
        {
            LabelSelector = _selection.LabelSelector,
            FieldSelector = _selection.FieldSelector,
            Limit = PageSize,
        };
        ObjectList page;
        do
        {
            page = await _cluster.ListAsync(Type, _selection.Namespace, options, cancellationToken);
            objects.AddRange(page.Items);
            options = options with { Continue = page.Continue };
        }
        while (!string.IsNullOrEmpty(page.Continue));

        lock (_dispatch)
        {
            List<ObjectChange> changes;
            lock (_lock)
            {
                _resourceVersion = page.ResourceVersion;
                changes = _cache.ReplaceAll(objects);
            }

            changes.ForEach(Notify);
        }

        _synced.TrySetResult();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var options = new WatchOptions
        {
            ResourceVersion = _resourceVersion,
            LabelSelector = _selection.LabelSelector,
            FieldSelector = _selection.FieldSelector,
        };
        var started = _time.GetTimestamp();
        await foreach (var change in _cluster.WatchAsync(Type, _selection.Namespace, options, cancellationToken))
        {
            Apply(change);
            _backoff.Reset();
        }

        // A server that ends every watch at once must not be asked in a tight loop.
        if (_time.GetElapsedTime(started) < TimeSpan.FromSeconds(1))
        {
            await Delays.WaitAsync(_backoff.Next(), _time, cancellationToken);
        }
    }

    private void Apply(WatchEvent news)
    {
        lock (_dispatch)
        {
            ObjectChange? change;
            lock (_lock)
            {
                _resourceVersion = news.Object.Metadata.ResourceVersion;
                change = news.Type switch
                {
                    WatchEventType.Added or WatchEventType.Modified => _cache.Put(news.Object),
                    WatchEventType.Deleted => _cache.Remove(news.Object.NamespacedName),
                    _ => null,
                };
            }

            if (change is { } happened)
            {
                Notify(happened);
            }
        }
    }

    private void Notify(ObjectChange change)
    {
        foreach (var handler in _handlers)
        {
            handler(change);
        }
    }

    private sealed class Subscription(Informer informer, Action<ObjectChange> handler) : IDisposable
    {
        public void Dispose()
        {
            lock (informer._dispatch)
            {
                informer._handlers.Remove(handler);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "{Cluster}: reading {Type} failed, next attempt in {Delay}: {Reason}")]
        public static partial void Failed(ILogger logger, string cluster, ResourceType type, TimeSpan delay, string reason);
    }
}
