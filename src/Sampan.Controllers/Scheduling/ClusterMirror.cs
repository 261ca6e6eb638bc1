using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Queueing;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Controllers.Scheduling;

/// <summary>
/// The scheduler's picture of its cluster: what the informers have seen, and the pods assumed to run where they are being
/// bound. Not synchronized.
/// </summary>
internal sealed class ClusterMirror(IReadOnlyList<Informer> surroundings)
{
    private readonly Dictionary<NamespacedName, PodInfo> _placed = [];
    private ClusterSnapshot _snapshot = ClusterSnapshot.Empty;
    private bool _isOutdated = true;

    /// <summary>The cluster as it is now.</summary>
    public ClusterSnapshot Current
    {
        get
        {
            if (_isOutdated)
            {
                _isOutdated = false;
                _snapshot = new ClusterSnapshotBuilder().Add(surroundings.SelectMany(informer => informer.All)).BuildAround(_snapshot);
            }

            return _snapshot;
        }
    }

    /// <summary>Takes note of a change of something that is neither node nor pod.</summary>
    public void Outdate() => _isOutdated = true;

    /// <summary>Takes note of a node's change; what it may help.</summary>
    public ClusterEvents Apply(ObjectChange change)
    {
        if (change.After is not { } after)
        {
            _snapshot = _snapshot.WithoutNode(change.Object.Metadata.Name);
            return ClusterEvents.None;
        }

        if (change.Before is { } before && !IsRelevant(before, after))
        {
            return ClusterEvents.None;
        }

        var node = Node.Of(after);
        var isNew = _snapshot.Find(node.Name) is null;
        _snapshot = _snapshot.WithNode(node, isNew ? _placed.Values.Where(pod => pod.NodeName == node.Name) : null);
        return isNew ? ClusterEvents.NodeAdded : ClusterEvents.NodeChanged;
    }

    /// <summary>Takes note of a pod's newest version; what that may help.</summary>
    public ClusterEvents Apply(PodInfo pod)
    {
        if (pod.IsFinished)
        {
            return Remove(pod);
        }

        if (pod.NodeName.Length == 0)
        {
            _snapshot = pod.NominatedNodeName.Length == 0 ? _snapshot.Withdraw(pod) : _snapshot.Nominate(pod, pod.NominatedNodeName);
            return ClusterEvents.None;
        }

        Place(pod);
        return ClusterEvents.PodAssigned;
    }

    /// <summary>Takes note of a pod that is gone; what that may help.</summary>
    public ClusterEvents Remove(PodInfo pod)
    {
        _snapshot = _snapshot.Withdraw(pod);
        if (!_placed.Remove(pod.Id, out var placed))
        {
            return ClusterEvents.None;
        }

        _snapshot = _snapshot.Forget(placed);
        return ClusterEvents.PodRemoved;
    }

    /// <summary>Counts a pod on a node before it is bound there, with the volumes that it gets.</summary>
    public void Assume(PodInfo pod, string nodeName, SchedulingEngine engine)
    {
        if (_snapshot.Find(nodeName) is not null)
        {
            _snapshot = engine.Assume(pod, nodeName, Current);
            _placed[pod.Id] = _snapshot.Find(nodeName)!.Pods.Last();
        }
    }

    /// <summary>Whether the pod is counted on a node that it is being bound to.</summary>
    public bool IsAssumed(PodInfo pod) => _placed.TryGetValue(pod.Id, out var placed) && placed.Uid == pod.Uid;

    /// <summary>Makes room promised to a pod known at once, not only when the API server has told of it.</summary>
    public void Nominate(PodInfo pod, string nodeName) => _snapshot = _snapshot.Nominate(pod, nodeName);

    private void Place(PodInfo pod)
    {
        if (_placed.TryGetValue(pod.Id, out var before))
        {
            _snapshot = _snapshot.Forget(before);
        }

        _placed[pod.Id] = pod;
        _snapshot = _snapshot.Withdraw(pod);
        if (_snapshot.Find(pod.NodeName) is not null)
        {
            _snapshot = _snapshot.Assume(pod, pod.NodeName);
        }
    }

    // Nodes report every few seconds that they live, which changes nothing here.
    private static bool IsRelevant(KubernetesObject before, KubernetesObject after) =>
        Differs(before, after, "metadata", "labels")
        || Differs(before, after, "spec")
        || Differs(before, after, "status", "allocatable")
        || Differs(before, after, "status", "images")
        || Differs(before, after, "status", "declaredFeatures");

    private static bool Differs(KubernetesObject before, KubernetesObject after, params ReadOnlySpan<string> path) =>
        before.Root.Member(path)?.GetRawText() != after.Root.Member(path)?.GetRawText();
}
