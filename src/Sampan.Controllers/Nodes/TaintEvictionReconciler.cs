using Sampan.Controllers.Events;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>Deletes pods whose node has a <c>NoExecute</c> taint that they do not tolerate, or not for so long (kubernetes/pkg/controller/tainteviction).</summary>
internal sealed class TaintEvictionReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _pods;
    private readonly Informer _nodes;
    private readonly EventRecorder _events;
    private readonly PodStatusWriter _statuses;
    private readonly Dictionary<NamespacedName, Deadline> _deadlines = [];

    private TaintEvictionReconciler(ControllerContext context)
    {
        _context = context;
        _pods = context.Informers.For(WellKnownTypes.Pods);
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
        _events = new EventRecorder(context.Events, new EventSource("taint-eviction-controller"));
        _statuses = new PodStatusWriter(context.Cluster, ControllerContext.Write, context.Time);
    }

    /// <summary>The controller of a cluster's tainted nodes. One worker: the deadlines it holds are its own.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var reconciler = new TaintEvictionReconciler(context);
        var byNode = reconciler._pods.Index(PodReading.ByNode);
        return context.Controller("taint-eviction-controller", reconciler)
            .Watches(reconciler._pods, static change => IsPlacedAnew(change) ? [change.Object.NamespacedName] : [])
            .Watches(reconciler._nodes, change => IsTaintedAnew(change) ? byNode[change.Object.Metadata.Name].Select(pod => pod.NamespacedName) : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { IsTerminating: false } pod || _nodes.Get(NamespacedName.ClusterScoped(pod.NodeName)) is not { } node)
        {
            _deadlines.Remove(key);
            return ReconcileResult.Done;
        }

        if (!Evicting(node).Any() || TaintedStay.Of(PodInfo.Of(pod), Node.Of(node)) is not { } stay)
        {
            if (_deadlines.Remove(key))
            {
                _events.Normal(pod, "TaintManagerEviction", $"Cancelling deletion of Pod {key}");
            }

            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        var deadline = DeadlineOf(pod, stay, now);
        if (deadline.Due > now)
        {
            _deadlines[key] = deadline;
            return ReconcileResult.After(deadline.Due - now);
        }

        _deadlines.Remove(key);
        _events.Normal(pod, "TaintManagerEviction", $"Marking for deletion Pod {key}");
        await _statuses.SetDisruptedAsync(key, pod.Metadata.Uid, "DeletionByTaintManager", "Taint manager: deleting due to NoExecute taint", cancellationToken);
        await PodDeletion.DeleteAsync(_context.Cluster, pod, gracePeriod: null, cancellationToken);
        return ReconcileResult.Done;
    }

    // Another taint may bring the end closer, counted from the first one, but does not put it off.
    private Deadline DeadlineOf(KubernetesObject pod, TimeSpan stay, DateTimeOffset now)
    {
        if (!_deadlines.TryGetValue(pod.NamespacedName, out var known) || known.Uid != pod.Metadata.Uid)
        {
            return new Deadline(pod.Metadata.Uid, now, After(now, stay));
        }

        var due = After(known.Since, stay);
        return due < known.Due ? known with { Due = due } : known;
    }

    private static DateTimeOffset After(DateTimeOffset since, TimeSpan stay) => stay < DateTimeOffset.MaxValue - since ? since + stay : DateTimeOffset.MaxValue;

    private static bool IsPlacedAnew(ObjectChange change) =>
        change.Object.NodeName.Length > 0
        && (change.Before is null || change.After is null || change.Before.NodeName != change.After.NodeName || change.Before.Metadata.Generation != change.After.Metadata.Generation);

    private static bool IsTaintedAnew(ObjectChange change) =>
        !(change.Before is { } before ? Evicting(before) : []).SequenceEqual(change.After is { } after ? Evicting(after) : []);

    private static IEnumerable<string> Evicting(KubernetesObject node) => (node.Root.Member("spec") ?? default).Items("taints")
        .Where(taint => taint.StringOrEmpty("effect") == "NoExecute")
        .Select(taint => $"{taint.StringOrEmpty("key")}={taint.StringOrEmpty("value")}");

    private readonly record struct Deadline(string Uid, DateTimeOffset Since, DateTimeOffset Due);
}
