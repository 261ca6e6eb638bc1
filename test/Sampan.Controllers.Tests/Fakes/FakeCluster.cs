using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Fakes;

/// <summary>A cluster in memory whose failures the test chooses: what the real door cannot be made to do on demand.</summary>
internal sealed class FakeCluster : ICluster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Type, NamespacedName Name), KubernetesObject> _objects = new(
        Comparer<(string Type, NamespacedName Name)>.Create(static (left, right) =>
            string.CompareOrdinal(left.Type, right.Type) is not 0 and var order ? order : left.Name.CompareTo(right.Name)));
    private readonly List<(ResourceType Type, WatchEvent Event, long Revision)> _log = [];
    private readonly List<Channel<bool>> _watches = [];
    private long _revision = 100;
    private long _oldest;
    private int _watchEpoch;

    /// <summary>Thrown by the next requests of any kind, one each.</summary>
    public Queue<Exception> NextFailures { get; } = [];

    public int Lists { get; private set; }

    public int Watches { get; private set; }

    public string Name => "fake";

    public ValueTask<ClusterVersion> GetVersionAsync(CancellationToken cancellationToken) => new(new ClusterVersion("1", "36", "v1.36.0"));

    public ValueTask<IReadOnlyList<ResourceType>> DiscoverAsync(CancellationToken cancellationToken) => new([]);

    /// <summary>Ends every running watch, as a server may at any time.</summary>
    public void EndWatches()
    {
        lock (_lock)
        {
            _watchEpoch++;
            _watches.ForEach(watch => watch.Writer.TryWrite(true));
        }
    }

    /// <summary>Ends the watches, makes changes that none of them sees, and forgets history: watching again is answered 410.</summary>
    public void LosesHistoryDuring(Action changes)
    {
        lock (_lock)
        {
            EndWatches();
            changes();
            _oldest = _revision;
        }
    }

    public ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Fail();
            return new(_objects.GetValueOrDefault((type.Plural, name)) ?? throw ApiException.NotFound(type, name.Name));
        }
    }

    public ValueTask<KubernetesObject> GetSubresourceAsync(ResourceType type, NamespacedName name, string subresource, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The fake cluster has no subresources.");

    public ValueTask<ObjectList> ListAsync(ResourceType type, string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Lists++;
            Fail();
            List<KubernetesObject> items = [.. _objects.Where(entry => entry.Key.Type == type.Plural && (@namespace ?? entry.Key.Name.Namespace) == entry.Key.Name.Namespace).Select(entry => entry.Value)];
            return new(new ObjectList(items, Text(_revision)));
        }
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var signal = Channel.CreateUnbounded<bool>();
        var seen = long.Parse(options.ResourceVersion ?? "0", CultureInfo.InvariantCulture);
        int epoch;
        lock (_lock)
        {
            Watches++;
            Fail();
            if (seen < _oldest)
            {
                throw new ApiException(new ApiStatus(410, StatusReasons.Expired, "too old resource version"));
            }

            epoch = _watchEpoch;
            _watches.Add(signal);
        }

        while (true)
        {
            List<(ResourceType Type, WatchEvent Event, long Revision)> news;
            lock (_lock)
            {
                if (epoch != _watchEpoch)
                {
                    yield break;
                }

                news = [.. _log.Where(entry => entry.Revision > seen && entry.Type == type)];
            }

            foreach (var entry in news)
            {
                seen = entry.Revision;
                yield return entry.Event;
            }

            await signal.Reader.ReadAsync(cancellationToken);
        }
    }

    public ValueTask<KubernetesObject> CreateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Fail();
            if (_objects.ContainsKey((type.Plural, @object.NamespacedName)))
            {
                throw ApiException.AlreadyExists(type, @object.Metadata.Name);
            }

            var draft = @object.ToDraft();
            draft["metadata"]!["uid"] = $"uid-{_revision + 1}";
            return new(Store(type, draft, WatchEventType.Added));
        }
    }

    public ValueTask<KubernetesObject> UpdateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Fail();
            var stored = _objects.GetValueOrDefault((type.Plural, @object.NamespacedName)) ?? throw ApiException.NotFound(type, @object.Metadata.Name);
            if (@object.Metadata.ResourceVersion.Length > 0 && @object.Metadata.ResourceVersion != stored.Metadata.ResourceVersion)
            {
                throw ApiException.Conflict(type, @object.Metadata.Name);
            }

            return new(Store(type, @object.ToDraft(), WatchEventType.Modified));
        }
    }

    public ValueTask<KubernetesObject> PatchAsync(ResourceType type, NamespacedName name, Patch patch, WriteOptions options, CancellationToken cancellationToken) =>
        throw new NotSupportedException("The fake cluster does not patch.");

    public ValueTask DeleteAsync(ResourceType type, NamespacedName name, DeleteOptions options, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Fail();
            var draft = (_objects.GetValueOrDefault((type.Plural, name)) ?? throw ApiException.NotFound(type, name.Name)).ToDraft();
            Store(type, draft, WatchEventType.Deleted);
            _objects.Remove((type.Plural, name));
            return ValueTask.CompletedTask;
        }
    }

    private KubernetesObject Store(ResourceType type, JsonObject draft, WatchEventType change)
    {
        draft["metadata"]!["resourceVersion"] = Text(++_revision);
        var stored = KubernetesObject.From(draft);
        _objects[(type.Plural, stored.NamespacedName)] = stored;
        _log.Add((type, new WatchEvent(change, stored), _revision));
        _watches.ForEach(watch => watch.Writer.TryWrite(true));
        return stored;
    }

    private void Fail()
    {
        if (NextFailures.TryDequeue(out var failure))
        {
            throw failure;
        }
    }

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
