using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Queueing;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Controllers.Scheduling;

/// <summary>
/// kube-scheduler's loop on one cluster: takes the waiting pod that is next, decides with <see cref="SchedulingEngine"/>,
/// counts it on its node at once and binds it in the background. What does not fit is said in the pod's status and in an
/// event, may preempt, and is tried again when something changes that could help.
/// </summary>
public sealed partial class Scheduler : IController
{
    private const int BindingWorkers = 8;
    private const int VolumeWorkers = 64;

    private readonly Lock _lock = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, SchedulingEngine> _engines;
    private readonly SchedulerOptions _options;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly IReadOnlyList<Informer> _surroundings;
    private readonly SchedulingQueue _queue;
    private readonly ClusterMirror _mirror;
    private readonly BackgroundWriter _bindings;
    private readonly BackgroundWriter _volumeBindings;
    private readonly BackgroundWriter _reports;
    private readonly PodBinder _binder;
    private readonly VolumePreparation _volumes;
    private readonly PodStatusWriter _statuses;
    private readonly SchedulingEvents _events;
    private readonly VictimEviction _eviction;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private int _startIndex;

    /// <summary>A scheduler that reads through shared informers and writes to their cluster.</summary>
    /// <exception cref="FormatException">A profile's plugin arguments are wrong.</exception>
    public Scheduler(SharedInformers informers, SchedulerOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _engines = options.Profiles.ToDictionary(profile => profile.SchedulerName, profile => new SchedulingEngine(profile), StringComparer.Ordinal);
        _pods = informers.For(WellKnownTypes.Pods);
        _nodes = informers.For(WellKnownTypes.Nodes);
        _surroundings = [.. SchedulingTypes.Surroundings.Keys.Select(type => informers.For(type))];
        _queue = new SchedulingQueue(time);
        _mirror = new ClusterMirror(_surroundings);
        _bindings = new BackgroundWriter(BindingWorkers, logger);
        _volumeBindings = new BackgroundWriter(VolumeWorkers, logger);
        _reports = new BackgroundWriter(1, logger);
        _binder = new PodBinder(informers.Cluster, Name);
        _volumes = new VolumePreparation(informers, Name, time);
        _statuses = new PodStatusWriter(informers.Cluster, WriteOptions.By(Name), time);
        _events = new SchedulingEvents(informers.Cluster, options.Profiles[0].SchedulerName, time);
        _eviction = new VictimEviction(informers.Cluster, _statuses, _events);
    }

    /// <inheritdoc/>
    public string Name => "kube-scheduler";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        List<IDisposable> subscriptions = [];
        try
        {
            foreach (var informer in _surroundings.Append(_nodes).Append(_pods))
            {
                await informer.Synced.WaitAsync(cancellationToken);
            }

            subscriptions.Add(_nodes.Subscribe(change => Notice(change, OnNode)));
            subscriptions.AddRange(_surroundings.Select(informer => informer.Subscribe(change => Notice(change, change => OnSurroundings(informer.Type, change)))));
            subscriptions.Add(_pods.Subscribe(change => Notice(change, OnPod)));
            await Task.WhenAll(_bindings.RunAsync(cancellationToken), _volumeBindings.RunAsync(cancellationToken), _reports.RunAsync(cancellationToken), LoopAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            subscriptions.ForEach(subscription => subscription.Dispose());
        }
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        using var timer = _time.CreateTimer(_ => _wake.Writer.TryWrite(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (true)
        {
            if (Next(out var snapshot, out var due) is { } queued)
            {
                TryOrPutBack(queued, snapshot);
                continue;
            }

            if (due is { } moment)
            {
                var wait = moment - _time.GetUtcNow();
                timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }

            await _wake.Reader.ReadAsync(cancellationToken);
        }
    }

    private QueuedPod? Next(out ClusterSnapshot snapshot, out DateTimeOffset? due)
    {
        lock (_lock)
        {
            var queued = _queue.Take();
            snapshot = queued is null ? ClusterSnapshot.Empty : _mirror.Current;
            due = _queue.NextDue;
            return queued;
        }
    }

    // A pod that cannot be judged must not keep the others from being scheduled.
    private void TryOrPutBack(QueuedPod queued, ClusterSnapshot snapshot)
    {
        try
        {
            Try(queued, snapshot);
        }
        catch (Exception exception)
        {
            Log.NotJudged(_logger, queued.Pod.Id, exception);
            lock (_lock)
            {
                _queue.PutBackFailed(queued);
            }

            Report(queued.Pod, "SchedulerError", exception.Message, "");
        }
    }

    private void Try(QueuedPod queued, ClusterSnapshot snapshot)
    {
        var pod = queued.Pod;
        var engine = _engines[pod.SchedulerName];
        var result = engine.Schedule(pod, snapshot, new SchedulingOptions
        {
            PercentageOfNodesToScore = _options.PercentageOfNodesToScore,
            StartIndex = _startIndex,
        });
        _startIndex = result.NextStartIndex;
        if (result.NodeName is not { } node)
        {
            Refuse(queued, engine, result, snapshot);
            return;
        }

        IReadOnlyList<VolumeStep> steps;
        lock (_lock)
        {
            if (!_queue.Contains(queued))
            {
                return;
            }

            steps = engine.VolumeSteps(pod, node, _mirror.Current);
            _mirror.Assume(pod, node, engine);
        }

        // Making a volume can take minutes, which pods without one do not wait for.
        (steps.Count == 0 ? _bindings : _volumeBindings).Add(cancellation => BindAsync(queued, node, steps, cancellation));
    }

    private async ValueTask BindAsync(QueuedPod queued, string node, IReadOnlyList<VolumeStep> steps, CancellationToken cancellationToken)
    {
        var pod = queued.Pod;
        try
        {
            await _volumes.PrepareAsync(steps, cancellationToken);
            await _binder.BindAsync(pod, node, cancellationToken);
            _reports.Add(cancellation => _events.ScheduledAsync(pod, node, cancellation));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NotBound(_logger, pod.Id, node, exception.Message);
            lock (_lock)
            {
                _queue.Move(_mirror.Remove(pod));
                _queue.PutBackFailed(queued);
            }

            _wake.Writer.TryWrite(true);
            if (exception is not ApiException { IsNotFound: true })
            {
                Report(pod, "SchedulerError", exception.Message, "");
            }
        }
    }

    private void Refuse(QueuedPod queued, SchedulingEngine engine, SchedulingResult result, ClusterSnapshot snapshot)
    {
        var pod = queued.Pod;
        var preemption = engine.Preempt(result, snapshot);
        var refusedBy = result.Refusals.Select(refusal => refusal.Verdict.Plugin).Append(result.Rejection?.Plugin ?? "").Where(plugin => plugin.Length > 0).ToHashSet(StringComparer.Ordinal);
        lock (_lock)
        {
            _queue.PutBackUnschedulable(queued, refusedBy);
            if (preemption.Chosen is { } chosen)
            {
                _mirror.Nominate(pod, chosen.NodeName);
            }
        }

        // Where victims are still leaving, the nomination stays.
        var nominated = preemption.Chosen?.NodeName ?? (preemption.IsEligible ? "" : pod.NominatedNodeName);
        if (preemption.Chosen is not null)
        {
            _reports.Add(cancellation => _eviction.EvictAsync(preemption.Chosen, pod, cancellation));
        }

        Report(pod, "Unschedulable", preemption.Message, nominated);
    }

    private void Report(PodInfo pod, string reason, string message, string nominatedNode)
    {
        _reports.Add(cancellation => _events.FailedAsync(pod, message, cancellation));
        _reports.Add(async cancellation =>
        {
            if (_pods.Get(pod.Id) is { } current && current.Metadata.Uid == pod.Uid && (current.Root.Member("spec")?.StringOrEmpty("nodeName") ?? "").Length == 0)
            {
                await _statuses.SetUnscheduledAsync(current, reason, message, nominatedNode, cancellation);
            }
        });
    }

    private void Notice(ObjectChange change, Func<ObjectChange, ClusterEvents> apply)
    {
        try
        {
            lock (_lock)
            {
                var events = apply(change);
                if (events != ClusterEvents.None)
                {
                    _queue.Move(events);
                }
            }
        }
        catch (FormatException exception)
        {
            Log.Unreadable(_logger, change.Object.ToString(), exception.Message);
        }

        _wake.Writer.TryWrite(true);
    }

    private ClusterEvents OnNode(ObjectChange change) => _mirror.Apply(change);

    private ClusterEvents OnSurroundings(ResourceType type, ObjectChange change)
    {
        if (change is { Before: { } before, After: { } after } && SchedulingTypes.WithIdleStatus.Contains(type) && !HasChanged(before, after))
        {
            return ClusterEvents.None;
        }

        _mirror.Outdate();
        return SchedulingTypes.Surroundings[type];
    }

    private ClusterEvents OnPod(ObjectChange change)
    {
        var pod = PodInfo.Of(change.Object);
        if (change.After is null || pod.IsFinished || (pod.NodeName.Length == 0 && pod.IsTerminating))
        {
            _queue.Remove(pod.Id);
            _reports.Add(_ => Forget(pod));
            return _mirror.Remove(pod);
        }

        if (pod.NodeName.Length > 0)
        {
            _queue.Remove(pod.Id);
            _reports.Add(_ => Forget(pod));
        }
        else if (_engines.ContainsKey(pod.SchedulerName))
        {
            _queue.AddOrUpdate(pod);
            if (change.Before is { } before && HasChanged(before, change.After))
            {
                _queue.Move(pod.Id);
            }

            if (_mirror.IsAssumed(pod))
            {
                return ClusterEvents.None;
            }
        }

        return _mirror.Apply(pod);
    }

    private ValueTask Forget(PodInfo pod)
    {
        _events.Forget(pod);
        return ValueTask.CompletedTask;
    }

    // Of a pod too only these count: the scheduler's own writes go to the status.
    private static bool HasChanged(KubernetesObject before, KubernetesObject after) =>
        before.Root.Member("spec")?.GetRawText() != after.Root.Member("spec")?.GetRawText()
        || before.Root.Member("metadata", "labels")?.GetRawText() != after.Root.Member("metadata", "labels")?.GetRawText();

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "scheduler: {Pod} cannot be judged, will be retried")]
        public static partial void NotJudged(ILogger logger, NamespacedName pod, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "scheduler: binding {Pod} to {Node} failed, will be retried: {Reason}")]
        public static partial void NotBound(ILogger logger, NamespacedName pod, string node, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "scheduler: {Object} cannot be read and is left out: {Reason}")]
        public static partial void Unreadable(ILogger logger, string @object, string reason);
    }
}
