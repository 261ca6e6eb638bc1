using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.ReplicaSets;

/// <summary>Keeps as many pods as a ReplicaSet or a ReplicationController wants.</summary>
internal sealed class ReplicaSetReconciler : IReconciler
{
    /// <summary>Most pods created or deleted in one pass, so that one large set does not hold up the others.</summary>
    private const int BurstReplicas = 500;

    private readonly ControllerContext _context;
    private readonly ReplicatedKind _kind;
    private readonly Informer _sets;
    private readonly Adoption _adoption;
    private readonly PendingWrites _pending;
    private readonly PodControl _pods;

    private ReplicaSetReconciler(ControllerContext context, ReplicatedKind kind, Informer sets, Informer pods)
    {
        _context = context;
        _kind = kind;
        _sets = sets;
        _adoption = new Adoption(context.Cluster, pods, kind.Type);
        _pending = new PendingWrites(pods);
        _pods = new PodControl(context.Cluster, context.Events.For(kind.Component), _pending);
    }

    /// <summary>The controller of a cluster's workloads of the kind.</summary>
    public static Controller Controller(ControllerContext context, ReplicatedKind kind)
    {
        var sets = context.Informers.For(kind.Type);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        return context.Controller(kind.Name, new ReplicaSetReconciler(context, kind, sets, pods))
            .Watches(sets, KeysOf.Itself)
            .Watches(pods, Adoption.Keys(kind.Type, sets, kind.SelectorOf));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_sets.Get(key) is not { } @object)
        {
            _pending.Forget(key);
            return ReconcileResult.Done;
        }

        var set = new ReplicaSetState(@object);
        var isObserved = _pending.AreObserved(key);
        var pods = await _adoption.ClaimAsync(@object, _kind.SelectorOf(@object), cancellationToken);
        var failure = isObserved && @object.Metadata.DeletionTimestamp is null
            ? await ScaleAsync(set, [.. pods.Where(pod => pod.IsActivePod)], cancellationToken)
            : null;

        var status = ReplicaSetStatus.Compute(_kind, set, pods, failure, _context.Time.GetUtcNow());
        var updated = new ReplicaSetState(await _context.Cluster.UpdateStatusAsync(
            _kind.Type, @object, status, ControllerContext.Write, cancellationToken));
        if (failure is not null)
        {
            throw failure;
        }

        // Ready pods become available by time alone: no change will wake this set.
        return set.MinReadySeconds > 0 && updated.ReadyReplicas == set.Replicas && updated.AvailableReplicas != set.Replicas
            ? ReconcileResult.After(TimeSpan.FromSeconds(set.MinReadySeconds))
            : ReconcileResult.Done;
    }

    private async ValueTask<ApiException?> ScaleAsync(ReplicaSetState set, List<KubernetesObject> active, CancellationToken cancellationToken)
    {
        var surplus = active.Count - set.Replicas;
        try
        {
            if (surplus < 0)
            {
                var draft = PodTemplates.NewPod(set.Object, _kind.Type);
                draft["metadata"]!["generateName"] = $"{set.Name}-";
                var pod = KubernetesObject.From(draft);
                await SlowStart.RunAsync(
                    Math.Min(-surplus, BurstReplicas),
                    _ => _pods.CreateAsync(set.Object, pod, cancellationToken));
            }
            else if (surplus > 0)
            {
                active.Sort(new DeletionOrder(active, _context.Time.GetUtcNow()));
                await Task.WhenAll(active.Take(Math.Min(surplus, BurstReplicas)).Select(pod => _pods.DeleteAsync(set.Object, pod, cancellationToken)));
            }

            return null;
        }
        catch (ApiException exception)
        {
            return PodControl.IsNamespaceEnding(exception) ? null : exception;
        }
    }
}
