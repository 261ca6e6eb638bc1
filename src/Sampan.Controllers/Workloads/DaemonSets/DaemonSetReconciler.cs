using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>Keeps one pod of a DaemonSet on every node that it fits.</summary>
internal sealed class DaemonSetReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _sets;
    private readonly Informer _nodes;
    private readonly Adoption _adoption;
    private readonly PendingWrites _pending;
    private readonly PodControl _pods;
    private readonly RevisionHistory _history;

    private DaemonSetReconciler(ControllerContext context, Informer sets, Informer nodes, Informer pods, Informer revisions)
    {
        _context = context;
        _sets = sets;
        _nodes = nodes;
        _adoption = new Adoption(context.Cluster, pods, WellKnownTypes.DaemonSets);
        _pending = new PendingWrites(pods);
        _pods = new PodControl(context.Cluster, context.Events.For("daemonset-controller"), _pending);
        _history = new RevisionHistory(context.Cluster, revisions, WellKnownTypes.DaemonSets);
    }

    /// <summary>The controller of a cluster's DaemonSets.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var sets = context.Informers.For(WellKnownTypes.DaemonSets);
        var nodes = context.Informers.For(WellKnownTypes.Nodes);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var revisions = context.Informers.For(WorkloadTypes.ControllerRevisions);
        return context.Controller("daemonset-controller", new DaemonSetReconciler(context, sets, nodes, pods, revisions))
            .Watches(sets, KeysOf.Itself)
            .Watches(revisions, KeysOf.Controller(WellKnownTypes.DaemonSets))
            .Watches(nodes, change => MayMatter(change) ? sets.All.Select(set => set.NamespacedName) : [])
            .Watches(pods, Adoption.Keys(WellKnownTypes.DaemonSets, sets, Selectors.OfWorkload));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_sets.Get(key) is not { } @object)
        {
            _pending.Forget(key);
            return ReconcileResult.Done;
        }

        if (!_pending.AreObserved(key) || @object.Metadata.DeletionTimestamp is not null)
        {
            return ReconcileResult.Done;
        }

        var set = new DaemonSetState(@object);
        var pods = await _adoption.ClaimAsync(@object, Selectors.OfWorkload(@object), cancellationToken);
        var revisions = await _history.EnsureAsync(@object, cancellationToken);
        var nodes = DaemonNodes.Of(@object, _nodes.All, pods);
        var now = _context.Time.GetUtcNow();
        try
        {
            await FollowAsync(@object, DaemonSetPlan.Of(nodes, set, revisions[^1].Hash, now), revisions[^1], cancellationToken);
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            return ReconcileResult.Done;
        }

        var used = pods.Select(pod => pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel, "")).ToHashSet();
        await _history.TrimAsync(revisions, used, set.RevisionHistoryLimit, cancellationToken);
        var status = DaemonSetStatus.Compute(set, nodes, revisions[^1].Hash, now);
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.DaemonSets, @object, status, ControllerContext.Write, cancellationToken);

        // Ready pods become available by time alone.
        return set.MinReadySeconds > 0 && pods.Any(pod => pod.IsPodReady && !pod.IsPodAvailable(set.MinReadySeconds, now))
            ? ReconcileResult.After(TimeSpan.FromSeconds(set.MinReadySeconds))
            : ReconcileResult.Done;
    }

    private async ValueTask FollowAsync(KubernetesObject set, DaemonSetPlan plan, TemplateRevision revision, CancellationToken cancellationToken)
    {
        await SlowStart.RunAsync(plan.Create.Count, i => _pods.CreateAsync(set, DaemonPods.ForNode(set, revision, plan.Create[i]), cancellationToken));
        foreach (var pod in plan.Delete)
        {
            await _pods.DeleteAsync(set, pod, cancellationToken);
        }
    }

    /// <summary>Heartbeats change nothing for a DaemonSet; labels, taints and the node's coming and going do.</summary>
    private static bool MayMatter(ObjectChange change) =>
        change.Before is null || change.After is null
        || !change.Before.Metadata.Labels.SequenceEqual(change.After.Metadata.Labels)
        || change.Before.Root.Member("spec")?.ToString() != change.After.Root.Member("spec")?.ToString();
}
