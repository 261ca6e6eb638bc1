using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads.Revisions;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.StatefulSets;

/// <summary>Keeps the numbered pods of a StatefulSet and their volume claims.</summary>
internal sealed class StatefulSetReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _sets;
    private readonly Informer _claims;
    private readonly Adoption _adoption;
    private readonly PendingWrites _pending;
    private readonly RevisionHistory _history;
    private readonly EventRecorder _events;

    private StatefulSetReconciler(ControllerContext context, Informer sets, Informer pods, Informer revisions)
    {
        _context = context;
        _sets = sets;
        _claims = context.Informers.For(WellKnownTypes.PersistentVolumeClaims);
        _adoption = new Adoption(context.Cluster, pods, WellKnownTypes.StatefulSets);
        _pending = new PendingWrites(pods);
        _history = new RevisionHistory(context.Cluster, revisions, WellKnownTypes.StatefulSets);
        _events = context.Events.For("statefulset-controller");
    }

    /// <summary>The controller of a cluster's StatefulSets.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var sets = context.Informers.For(WellKnownTypes.StatefulSets);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var revisions = context.Informers.For(WorkloadTypes.ControllerRevisions);
        return context.Controller("statefulset-controller", new StatefulSetReconciler(context, sets, pods, revisions))
            .Watches(sets, KeysOf.Itself)
            .Watches(revisions, KeysOf.Controller(WellKnownTypes.StatefulSets))
            .Watches(pods, Adoption.Keys(WellKnownTypes.StatefulSets, sets, Selectors.OfWorkload));
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

        var set = new StatefulSetState(@object);
        var pods = await PodsAsync(set, cancellationToken);
        var revisions = await _history.EnsureAsync(@object, cancellationToken);
        var update = revisions[^1];
        var current = revisions.FirstOrDefault(revision => revision.Name == set.CurrentRevision) ?? update;
        var now = _context.Time.GetUtcNow();
        var outdated = pods.Values.Count(pod => !pod.IsTerminating && pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel) == current.Name);
        try
        {
            foreach (var step in StatefulSetPlan.Next(set, pods, update.Name, now))
            {
                await TakeAsync(set, step, RevisionFor(set, step.Ordinal, outdated, current, update), cancellationToken);
            }
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            return ReconcileResult.Done;
        }

        await _history.TrimAsync(revisions, Used(pods.Values, current.Name, update.Name), set.RevisionHistoryLimit, cancellationToken);
        var status = StatefulSetStatus.Compute(set, pods, current.Name, update.Name, now);
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.StatefulSets, @object, status, ControllerContext.Write, cancellationToken);

        // Ready pods become available by time alone.
        return set.MinReadySeconds > 0 && pods.Values.Any(pod => pod.IsPodReady && !StatefulSetPlan.IsAvailable(set, pod, now))
            ? ReconcileResult.After(TimeSpan.FromSeconds(set.MinReadySeconds))
            : ReconcileResult.Done;
    }

    private async ValueTask<Dictionary<int, KubernetesObject>> PodsAsync(StatefulSetState set, CancellationToken cancellationToken)
    {
        Dictionary<int, KubernetesObject> pods = [];
        foreach (var pod in await _adoption.ClaimAsync(set.Object, Selectors.OfWorkload(set.Object), cancellationToken))
        {
            if (set.OrdinalOf(pod.Metadata.Name) is { } ordinal)
            {
                pods[ordinal] = pod;
            }
        }

        return pods;
    }

    /// <summary>While a rollout goes on, pods below the partition, or not reached yet, are made as they were.</summary>
    private static TemplateRevision RevisionFor(StatefulSetState set, int ordinal, int outdated, TemplateRevision current, TemplateRevision update) =>
        set.UpdatesByItself && ordinal < (set.Partition > 0 ? set.Partition : set.Start + outdated) ? current : update;

    private async ValueTask TakeAsync(StatefulSetState set, StatefulStep step, TemplateRevision revision, CancellationToken cancellationToken)
    {
        if (step.Delete is { } pod)
        {
            await DeleteAsync(set, pod, cancellationToken);
            return;
        }

        await CreateClaimsAsync(set, step.Ordinal, cancellationToken);
        await CreateAsync(set, StatefulPods.Pod(set, revision, step.Ordinal), cancellationToken);
    }

    private async ValueTask CreateAsync(StatefulSetState set, KubernetesObject pod, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name;
        try
        {
            var created = await _context.Cluster.CreateAsync(WellKnownTypes.Pods, pod, ControllerContext.Write, cancellationToken);
            _pending.Written(set.Object.NamespacedName, created);
            _events.Normal(set.Object, "SuccessfulCreate", $"create Pod {name} in StatefulSet {set.Name} successful");
        }
        catch (ApiException exception) when (!PodControl.IsNamespaceEnding(exception))
        {
            _events.Warning(set.Object, "FailedCreate", $"create Pod {name} in StatefulSet {set.Name} failed error: {exception.Message}");
            throw;
        }
    }

    private async ValueTask DeleteAsync(StatefulSetState set, KubernetesObject pod, CancellationToken cancellationToken)
    {
        _pending.Deleted(set.Object.NamespacedName, pod);
        try
        {
            await _context.Cluster.DeleteAsync(WellKnownTypes.Pods, pod.NamespacedName, new DeleteOptions { Uid = pod.Metadata.Uid }, cancellationToken);
            _events.Normal(set.Object, "SuccessfulDelete", $"delete Pod {pod.Metadata.Name} in StatefulSet {set.Name} successful");
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone already.
        }
    }

    private async ValueTask CreateClaimsAsync(StatefulSetState set, int ordinal, CancellationToken cancellationToken)
    {
        foreach (var claim in StatefulPods.Claims(set, ordinal).Where(claim => _claims.Get(claim.NamespacedName) is null))
        {
            try
            {
                await _context.Cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, claim, ControllerContext.Write, cancellationToken);
                _events.Normal(set.Object, "SuccessfulCreate", $"create Claim {claim.Metadata.Name} Pod {set.Name}-{ordinal} in StatefulSet {set.Name} success");
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                // The claims of an earlier pod of this ordinal are used again.
            }
        }
    }

    private static HashSet<string> Used(IEnumerable<KubernetesObject> pods, params ReadOnlySpan<string> revisions) =>
        [.. revisions, .. pods.Select(pod => pod.Metadata.Labels.GetValueOrDefault(TemplateRevision.HashLabel, ""))];
}
