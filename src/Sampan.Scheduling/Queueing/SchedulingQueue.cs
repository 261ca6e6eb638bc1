using Sampan.Kubernetes.Identity;
using Sampan.Scheduling.Objects;

namespace Sampan.Scheduling.Queueing;

/// <summary>
/// The pods that wait for a node, and when each is tried: at once, after a backoff, or when something changes that could
/// help it. Not synchronized.
/// </summary>
/// <remarks>
/// kube-scheduler's PriorityQueue: a heap of active pods, a backoff of min(1 s · 2^(n-1), 10 s) after the n-th failure,
/// and a set of unschedulable pods that events move, or five minutes of waiting. Events that come while a pod is being
/// scheduled count as if they came just after it failed, for it may not have seen them.
/// </remarks>
public sealed class SchedulingQueue(TimeProvider time)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Dictionary<NamespacedName, QueuedPod> _pods = [];
    private readonly PriorityQueue<(QueuedPod Pod, long Ticket), ActiveOrder> _active = new();
    private readonly PriorityQueue<(QueuedPod Pod, long Ticket), DateTimeOffset> _held = new();
    private long _tickets;
    private ClusterEvents _eventsInFlight;

    /// <summary>How many pods wait, those being scheduled included.</summary>
    public int Count => _pods.Count;

    /// <summary>When a held pod is due next; null if none is.</summary>
    public DateTimeOffset? NextDue => PeekHeld(out _) is { } due ? due : null;

    /// <summary>Adds a new pod, or a new version of a waiting one: that alone may let it in.</summary>
    public void AddOrUpdate(PodInfo pod)
    {
        if (!_pods.TryGetValue(pod.Id, out var queued) || queued.Pod.Uid != pod.Uid)
        {
            Remove(pod.Id);
            _pods[pod.Id] = queued = new QueuedPod(pod, time.GetUtcNow());
            Place(queued, pod.SchedulingGates.IsEmpty ? QueuePlace.Active : QueuePlace.Gated);
            return;
        }

        queued.Pod = pod;
        switch (queued.Place)
        {
            case QueuePlace.Gated when pod.SchedulingGates.IsEmpty:
                Place(queued, QueuePlace.Active);
                break;
            case QueuePlace.Active:
                Place(queued, QueuePlace.Active);
                break;
        }
    }

    /// <summary>Takes a pod that is gone, or placed, out of the queue.</summary>
    public void Remove(NamespacedName pod)
    {
        if (_pods.Remove(pod, out var queued))
        {
            queued.Ticket = 0;
        }
    }

    /// <summary>Whether the pod has not been removed since it was taken.</summary>
    public bool Contains(QueuedPod pod) => _pods.TryGetValue(pod.Pod.Id, out var current) && ReferenceEquals(current, pod);

    /// <summary>Takes the pod to try next, or null if none is due.</summary>
    public QueuedPod? Take()
    {
        ReleaseDue();
        while (_active.TryDequeue(out var next, out _))
        {
            if (next.Pod.Ticket == next.Ticket)
            {
                Place(next.Pod, QueuePlace.InFlight);
                _eventsInFlight = ClusterEvents.None;
                return next.Pod;
            }
        }

        return null;
    }

    /// <summary>Puts back a pod that fits nowhere, with the plugins that refused it.</summary>
    public void PutBackUnschedulable(QueuedPod pod, IReadOnlyCollection<string> refusedBy)
    {
        if (!Contains(pod))
        {
            return;
        }

        Fail(pod);
        pod.WaitsFor = QueueingHints.EventsFor(refusedBy);
        Place(pod, (pod.WaitsFor & _eventsInFlight) == 0 ? QueuePlace.Unschedulable : QueuePlace.Backoff);
    }

    /// <summary>Puts back a pod whose scheduling or binding failed for another reason: it is tried again after its backoff.</summary>
    public void PutBackFailed(QueuedPod pod)
    {
        if (Contains(pod))
        {
            Fail(pod);
            Place(pod, QueuePlace.Backoff);
        }
    }

    /// <summary>Lets pods be tried again that the event could help.</summary>
    public void Move(ClusterEvents events)
    {
        _eventsInFlight |= events;
        foreach (var pod in _pods.Values)
        {
            if (pod.Place == QueuePlace.Unschedulable && (pod.WaitsFor & events) != 0)
            {
                Place(pod, pod.NotBefore <= time.GetUtcNow() ? QueuePlace.Active : QueuePlace.Backoff);
            }
        }
    }

    /// <summary>Lets one pod be tried again, because it has changed.</summary>
    public void Move(NamespacedName id)
    {
        if (_pods.TryGetValue(id, out var pod) && pod.Place == QueuePlace.Unschedulable)
        {
            Place(pod, pod.NotBefore <= time.GetUtcNow() ? QueuePlace.Active : QueuePlace.Backoff);
        }
    }

    private static TimeSpan BackoffAfter(int failures)
    {
        var backoff = FirstBackoff * Math.Pow(2, Math.Min(failures, 16) - 1);
        return backoff < LongestBackoff ? backoff : LongestBackoff;
    }

    private void Fail(QueuedPod pod)
    {
        pod.Failures++;
        pod.NotBefore = time.GetUtcNow() + BackoffAfter(pod.Failures);
        pod.Timestamp = time.GetUtcNow();
    }

    private void Place(QueuedPod pod, QueuePlace place)
    {
        pod.Place = place;
        pod.Ticket = ++_tickets;
        switch (place)
        {
            case QueuePlace.Active:
                _active.Enqueue((pod, pod.Ticket), new ActiveOrder(pod.Pod.Priority, pod.Timestamp, pod.Ticket));
                break;
            case QueuePlace.Backoff:
                _held.Enqueue((pod, pod.Ticket), pod.NotBefore);
                break;
            case QueuePlace.Unschedulable:
                _held.Enqueue((pod, pod.Ticket), time.GetUtcNow() + LongestWait);
                break;
        }
    }

    private void ReleaseDue()
    {
        while (PeekHeld(out var pod) is { } due && due <= time.GetUtcNow())
        {
            _held.Dequeue();
            Place(pod!, QueuePlace.Active);
        }
    }

    private DateTimeOffset? PeekHeld(out QueuedPod? pod)
    {
        while (_held.TryPeek(out var held, out var due))
        {
            if (held.Pod.Ticket == held.Ticket)
            {
                pod = held.Pod;
                return due;
            }

            _held.Dequeue();
        }

        pod = null;
        return null;
    }
}
