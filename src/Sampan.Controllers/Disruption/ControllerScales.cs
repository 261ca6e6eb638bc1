using Sampan.Controllers.Runtime;
using Sampan.Controllers.Scaling;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Disruption;

/// <summary>A controller of pods, and how many it shall have.</summary>
internal readonly record struct ControllerScale(string Uid, int Replicas);

/// <summary>
/// How many pods a pod's controller shall have. The built-in kinds are read from the caches, a ReplicaSet of a Deployment
/// through that; any other kind through its <c>scale</c> subresource.
/// </summary>
internal sealed class ControllerScales(ControllerContext context)
{
    private readonly Informer _deployments = context.Informers.For(WellKnownTypes.Deployments);
    private readonly Informer _replicaSets = context.Informers.For(WellKnownTypes.ReplicaSets);
    private readonly Informer _statefulSets = context.Informers.For(WellKnownTypes.StatefulSets);
    private readonly Informer _replicationControllers = context.Informers.For(WellKnownTypes.ReplicationControllers);
    private readonly ScaleReader _scales = new(context.Cluster);

    /// <summary>The caches that must be filled before anything is asked.</summary>
    public IReadOnlyList<Informer> Informers => [_deployments, _replicaSets, _statefulSets, _replicationControllers];

    /// <summary>The scale of a controller; null if it is not there, or another has its name now.</summary>
    /// <exception cref="DisruptionFailure">The kind is unknown, or has no scale.</exception>
    public async ValueTask<ControllerScale?> FindAsync(OwnerReference controller, string @namespace, CancellationToken cancellationToken)
    {
        var kind = GroupVersionKind.Parse(controller.ApiVersion, controller.Kind);
        if (Cached(kind, controller, @namespace) is { } found && OfCached(found) is { } cached)
        {
            return cached;
        }

        var type = await _scales.TypeOfAsync(kind, cancellationToken)
            ?? throw new DisruptionFailure($"no matches for kind \"{kind.Kind}\" in version \"{kind.ApiVersion}\"");
        try
        {
            var scale = await _scales.GetAsync(type, new NamespacedName(@namespace, controller.Name), cancellationToken);
            return scale.Metadata.Uid == controller.Uid ? new ControllerScale(controller.Uid, (int)((scale.Root.Member("spec") ?? default).Integer("replicas") ?? 0)) : null;
        }
        catch (ApiException exception) when (ScaleReader.IsUnscalable(exception))
        {
            throw new DisruptionFailure($"{type.GroupResource} does not implement the scale subresource");
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private KubernetesObject? Cached(GroupVersionKind kind, OwnerReference controller, string @namespace)
    {
        var informer = (kind.Group, kind.Kind) switch
        {
            ("", "ReplicationController") => _replicationControllers,
            ("apps", "ReplicaSet") => _replicaSets,
            ("apps", "StatefulSet") => _statefulSets,
            ("apps", "Deployment") => _deployments,
            _ => null,
        };
        return informer?.Get(new NamespacedName(@namespace, controller.Name)) is { } found && found.Metadata.Uid == controller.Uid ? found : null;
    }

    // During a rollout the pods of a Deployment have several ReplicaSets; what shall be there is the Deployment's word.
    private ControllerScale? OfCached(KubernetesObject found)
    {
        if (found.Kind == "ReplicaSet" && found.Metadata.Controller is { Kind: "Deployment" } owner)
        {
            return Cached(GroupVersionKind.Parse(owner.ApiVersion, owner.Kind), owner, found.Metadata.Namespace) is { } deployment
                ? new ControllerScale(deployment.Metadata.Uid, Replicas(deployment))
                : null;
        }

        return new ControllerScale(found.Metadata.Uid, Replicas(found));
    }

    private static int Replicas(KubernetesObject workload) => (int)((workload.Root.Member("spec") ?? default).Integer("replicas") ?? 1);
}
