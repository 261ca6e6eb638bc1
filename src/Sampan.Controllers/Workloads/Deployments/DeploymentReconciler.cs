using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Pods;
using Sampan.Controllers.Runtime;
using Sampan.Controllers.Workloads.ReplicaSets;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>Rolls a Deployment's template out by sizing one ReplicaSet for each template it has had.</summary>
internal sealed class DeploymentReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _deployments;
    private readonly Adoption _adoption;
    private readonly ObjectIndex _podsByController;
    private readonly EventRecorder _events;
    private readonly NewReplicaSets _newSets;

    private DeploymentReconciler(ControllerContext context, Informer deployments, Informer sets, Informer pods)
    {
        _context = context;
        _deployments = deployments;
        _adoption = new Adoption(context.Cluster, sets, WellKnownTypes.Deployments);
        _podsByController = pods.Index(IndexKeys.Controller);
        _events = context.Events.For("deployment-controller");
        _newSets = new NewReplicaSets(context.Cluster, _events, context.Time);
    }

    /// <summary>The controller of a cluster's Deployments.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var deployments = context.Informers.For(WellKnownTypes.Deployments);
        var sets = context.Informers.For(WellKnownTypes.ReplicaSets);
        return context.Controller("deployment-controller", new DeploymentReconciler(context, deployments, sets, context.Informers.For(WellKnownTypes.Pods)))
            .Watches(deployments, KeysOf.Itself)
            .Watches(sets, Adoption.Keys(WellKnownTypes.Deployments, deployments, Selectors.OfWorkload));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_deployments.Get(key) is not { } @object)
        {
            return ReconcileResult.Done;
        }

        var deployment = new DeploymentState(@object);
        var sets = new DeploymentSets(@object, await _adoption.ClaimAsync(@object, Selectors.OfWorkload(@object), cancellationToken));
        if (@object.Metadata.DeletionTimestamp is not null)
        {
            await WriteAsync(deployment, DeploymentStatus.Compute(deployment, sets, Now), cancellationToken);
            return ReconcileResult.Done;
        }

        var conditions = DeploymentStatus.WithPause(deployment, Now);
        if (!ReferenceEquals(conditions, deployment.Conditions))
        {
            await WriteConditionsAsync(deployment, conditions, cancellationToken);
            return ReconcileResult.Done;
        }

        try
        {
            return deployment.IsPaused || ProportionalScaling.IsNeeded(deployment, sets)
                ? await ScaleAsync(deployment, sets, cancellationToken)
                : deployment.IsRecreate
                    ? await RecreateAsync(deployment, sets, cancellationToken)
                    : await RollAsync(deployment, sets, cancellationToken);
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            return ReconcileResult.Done;
        }
    }

    private DateTimeOffset Now => _context.Time.GetUtcNow();

    private async ValueTask<ReconcileResult> ScaleAsync(DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        await ApplyAsync(deployment, ProportionalScaling.Scale(deployment, sets), cancellationToken);
        if (deployment.IsPaused)
        {
            await CleanUpAsync(deployment, sets, cancellationToken);
        }

        await WriteAsync(deployment, DeploymentStatus.Compute(deployment, sets, Now), cancellationToken);
        return ReconcileResult.Done;
    }

    private async ValueTask<ReconcileResult> RollAsync(DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        (deployment, sets) = await _newSets.EnsureAsync(deployment, sets, cancellationToken);
        if (RollingUpdate.ScaleNew(deployment, sets) is { } scaling)
        {
            await ApplyAsync(deployment, [scaling], cancellationToken);
            return await FinishAsync(deployment, sets, cancellationToken);
        }

        var scalings = RollingUpdate.ScaleOld(deployment, sets);
        await ApplyAsync(deployment, scalings, cancellationToken);
        return await FinishAsync(deployment, sets, cancellationToken);
    }

    private async ValueTask<ReconcileResult> RecreateAsync(DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        Scaling[] down = [.. sets.Old.Where(set => set.Replicas > 0).Select(set => new Scaling(set, 0))];
        await ApplyAsync(deployment, down, cancellationToken);
        if (down.Length > 0 || sets.Old.SelectMany(set => _podsByController[set.Object.Metadata.Uid]).Any(pod => !pod.IsFinished))
        {
            return await FinishAsync(deployment, sets, cancellationToken);
        }

        (deployment, sets) = await _newSets.EnsureAsync(deployment, sets, cancellationToken);
        if (sets.New!.Value is var set && set.Replicas != deployment.Replicas)
        {
            await ApplyAsync(deployment, [new Scaling(set, deployment.Replicas)], cancellationToken);
        }

        return await FinishAsync(deployment, sets, cancellationToken);
    }

    private async ValueTask<ReconcileResult> FinishAsync(DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        if (DeploymentCounts.Of(sets).IsComplete(deployment))
        {
            await CleanUpAsync(deployment, sets, cancellationToken);
        }

        await WriteAsync(deployment, DeploymentStatus.ComputeRollout(deployment, sets, Now), cancellationToken);
        return new ReconcileResult(DeploymentStatus.UntilDeadline(deployment, sets, Now));
    }

    private async ValueTask ApplyAsync(DeploymentState deployment, IReadOnlyList<Scaling> scalings, CancellationToken cancellationToken)
    {
        foreach (var (set, replicas) in scalings)
        {
            var draft = set.Object.ToDraft();
            if (!Revisions.AnnotateSizes(draft, deployment) && set.Replicas == replicas)
            {
                continue;
            }

            draft["spec"]!["replicas"] = replicas;
            await _context.Cluster.UpdateAsync(WellKnownTypes.ReplicaSets, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken);
            if (set.Replicas != replicas)
            {
                var direction = set.Replicas < replicas ? "up" : "down";
                _events.Normal(deployment.Object, "ScalingReplicaSet", $"Scaled {direction} replica set {set.Name} from {set.Replicas} to {replicas}");
            }
        }
    }

    /// <summary>Deletes the oldest sets without pods beyond the history that the Deployment keeps.</summary>
    private async ValueTask CleanUpAsync(DeploymentState deployment, DeploymentSets sets, CancellationToken cancellationToken)
    {
        List<ReplicaSetState> old = [.. sets.Old.Where(set => set.Object.Metadata.DeletionTimestamp is null).OrderBy(set => Revisions.Of(set.Object))];
        foreach (var set in old.Take(old.Count - (deployment.RevisionHistoryLimit ?? old.Count)))
        {
            if (set is { Replicas: 0, ActualReplicas: 0 } && set.Object.Metadata.Generation <= set.ObservedGeneration)
            {
                await DeleteAsync(set.Object, cancellationToken);
            }
        }
    }

    private async ValueTask DeleteAsync(KubernetesObject set, CancellationToken cancellationToken)
    {
        try
        {
            await _context.Cluster.DeleteAsync(WellKnownTypes.ReplicaSets, set.NamespacedName, new DeleteOptions { Uid = set.Metadata.Uid }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Somebody else was faster.
        }
    }

    private async ValueTask WriteConditionsAsync(DeploymentState deployment, IReadOnlyList<Condition> conditions, CancellationToken cancellationToken)
    {
        var status = Drafts.Of(deployment.Object.Root.Member("status"));
        status["conditions"] = conditions.ToJson();
        await WriteAsync(deployment, status, cancellationToken);
    }

    private async ValueTask WriteAsync(DeploymentState deployment, JsonObject status, CancellationToken cancellationToken) =>
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.Deployments, deployment.Object, status, ControllerContext.Write, cancellationToken);
}
