using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Events;

/// <summary>
/// Writes the events of a cluster's components, in order, beside their work. What repeats raises the count of the event
/// that is there. Events are best effort, as in client-go: one that cannot be written is dropped, and so are the oldest of
/// more than a thousand that wait.
/// </summary>
public sealed partial class EventSink(ICluster cluster, TimeProvider time, ILogger logger) : IController
{
    private const int Waiting = 1000;
    private const int Remembered = 1024;

    private readonly Channel<RecordedEvent> _events = Channel.CreateBounded<RecordedEvent>(
        new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private readonly Dictionary<object, Occurrences> _seen = [];
    private long _lastName;

    /// <inheritdoc/>
    public string Name => "events";

    /// <summary>A recorder for one component.</summary>
    public EventRecorder For(string component, string host = "") => new(this, new EventSource(component, host));

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var recorded in _events.Reader.ReadAllAsync(cancellationToken))
            {
                await WriteAsync(recorded, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    internal void Post(RecordedEvent recorded) => _events.Writer.TryWrite(recorded);

    private async ValueTask WriteAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        try
        {
            if (!_seen.TryGetValue(recorded.Key, out var occurrences) || !await TryCountAsync(recorded, occurrences, cancellationToken))
            {
                await CreateAsync(recorded, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException)
        {
            Log.Dropped(logger, cluster.Name, recorded.Reason, recorded.Regarding.NamespacedName, exception.Message);
        }
    }

    private async ValueTask CreateAsync(RecordedEvent recorded, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var name = $"{recorded.Regarding.Metadata.Name}.{NextName(now):x}";
        await cluster.CreateAsync(WellKnownTypes.Events, recorded.ToObject(name, now), Options(recorded), cancellationToken);
        if (_seen.Count >= Remembered)
        {
            _seen.Clear();
        }

        _seen[recorded.Key] = new Occurrences(new NamespacedName(recorded.Namespace, name), 1);
    }

    private async ValueTask<bool> TryCountAsync(RecordedEvent recorded, Occurrences occurrences, CancellationToken cancellationToken)
    {
        var patch = new JsonObject { ["count"] = occurrences.Count + 1, ["lastTimestamp"] = KubernetesTime.Format(time.GetUtcNow()) };
        try
        {
            await cluster.PatchAsync(WellKnownTypes.Events, occurrences.Event, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), Options(recorded), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }

        _seen[recorded.Key] = occurrences with { Count = occurrences.Count + 1 };
        return true;
    }

    /// <summary>Nanoseconds since 1970, as in client-go, but never the same twice.</summary>
    private long NextName(DateTimeOffset now)
    {
        var nanoseconds = (now - DateTimeOffset.UnixEpoch).Ticks * 100;
        return _lastName = Math.Max(nanoseconds, _lastName + 1);
    }

    private static WriteOptions Options(RecordedEvent recorded) => WriteOptions.By(recorded.Source.Host.Length > 0 ? recorded.Source.Component : "kube-controller-manager");

    private sealed record Occurrences(NamespacedName Event, int Count);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Cluster}: event {Reason} of {Regarding} was dropped: {Why}")]
        public static partial void Dropped(ILogger logger, string cluster, string reason, NamespacedName regarding, string why);
    }
}
