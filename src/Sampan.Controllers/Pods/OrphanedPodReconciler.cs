using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.Pods;

/// <summary>Deletes the pods of a node that is gone and has not come back within 40 seconds (kubernetes/pkg/controller/podgc). Its keys are names of nodes.</summary>
internal sealed class OrphanedPodReconciler : IReconciler
{
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly ControllerContext _context;
    private readonly Informer _nodes;
    private readonly ObjectIndex _podsByNode;
    private readonly PodStatusWriter _statuses;
    private readonly Dictionary<string, DateTimeOffset> _goneSince = new(StringComparer.Ordinal);

    private OrphanedPodReconciler(ControllerContext context, Informer pods)
    {
        _context = context;
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
        _podsByNode = pods.Index(PodReading.ByNode);
        _statuses = new PodStatusWriter(context.Cluster, ControllerContext.Write, context.Time);
    }

    /// <summary>The controller of a cluster's pods without a node. One worker: what it knows of nodes that are gone is its own.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var reconciler = new OrphanedPodReconciler(context, pods);
        return context.Controller("pod-garbage-collector-controller", reconciler)
            .Watches(pods, static change => change.After is { NodeName.Length: > 0 } pod && change.Before?.NodeName != pod.NodeName ? [NamespacedName.ClusterScoped(pod.NodeName)] : [])
            .Watches(reconciler._nodes, static change => change.Before is null || change.After is null ? [change.Object.NamespacedName] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var orphans = _podsByNode[key.Name];
        if (_nodes.Get(key) is not null || orphans.Count == 0)
        {
            _goneSince.Remove(key.Name);
            return ReconcileResult.Done;
        }

        var now = _context.Time.GetUtcNow();
        _goneSince.TryAdd(key.Name, now);
        if (_goneSince[key.Name] + Quarantine - now is var left && left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left);
        }

        foreach (var pod in orphans)
        {
            if (!pod.IsFinished)
            {
                await _statuses.SetFailedAsync(pod.NamespacedName, pod.Metadata.Uid, "DeletionByPodGC", "PodGC: node no longer exists", cancellationToken);
            }

            await PodDeletion.DeleteAsync(_context.Cluster, pod, gracePeriod: 0, cancellationToken);
        }

        return ReconcileResult.Done;
    }
}
