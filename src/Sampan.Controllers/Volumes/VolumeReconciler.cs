using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>Keeps a volume's phase, and reclaims it when its claim is gone: deleted or released, as its policy says.</summary>
internal sealed class VolumeReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _volumes;
    private readonly Informer _claims;

    private VolumeReconciler(ControllerContext context, Informer volumes, Informer claims)
    {
        _context = context;
        _volumes = volumes;
        _claims = claims;
    }

    /// <summary>The controller of a cluster's volumes.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var volumes = context.Informers.For(WellKnownTypes.PersistentVolumes);
        var claims = context.Informers.For(WellKnownTypes.PersistentVolumeClaims);
        return context.Controller("persistentvolume-binder-controller", new VolumeReconciler(context, volumes, claims))
            .Watches(volumes, KeysOf.Itself)
            .Watches(claims, static change => change.Object.Root.Member("spec")?.String("volumeName") is { Length: > 0 } volume ? [NamespacedName.ClusterScoped(volume)] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_volumes.Get(key) is not { } volume)
        {
            return ReconcileResult.Done;
        }

        var owner = volume.Root.Member("spec", "claimRef");
        if (owner?.String("uid") is not { Length: > 0 } uid)
        {
            await SetPhaseAsync(volume, "Available", cancellationToken);
        }
        else if (!await ExistsAsync(new NamespacedName(owner.Value.StringOrEmpty("namespace"), owner.Value.StringOrEmpty("name")), uid, cancellationToken))
        {
            await ReclaimAsync(volume, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    // Asked of the server where the cache has it not: it may not have arrived, and a volume is not thrown away on a guess.
    private async ValueTask<bool> ExistsAsync(NamespacedName claim, string uid, CancellationToken cancellationToken)
    {
        if (_claims.Get(claim) is { } cached && cached.Metadata.Uid == uid)
        {
            return true;
        }

        try
        {
            return (await _context.Cluster.GetAsync(WellKnownTypes.PersistentVolumeClaims, claim, cancellationToken)).Metadata.Uid == uid;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private async ValueTask ReclaimAsync(KubernetesObject volume, CancellationToken cancellationToken)
    {
        var released = await SetPhaseAsync(volume, "Released", cancellationToken);
        if (released.Root.Member("spec")?.String("persistentVolumeReclaimPolicy") != "Delete" || released.Metadata.DeletionTimestamp is not null)
        {
            return;
        }

        try
        {
            await _context.Cluster.DeleteAsync(WellKnownTypes.PersistentVolumes, volume.NamespacedName, DeleteOptions.Default, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Somebody else was faster.
        }
    }

    private async ValueTask<KubernetesObject> SetPhaseAsync(KubernetesObject volume, string phase, CancellationToken cancellationToken)
    {
        if (volume.Root.Member("status")?.String("phase") == phase)
        {
            return volume;
        }

        var status = Drafts.Of(volume.Root.Member("status"));
        status["phase"] = phase;
        status["lastPhaseTransitionTime"] = KubernetesTime.Format(_context.Time.GetUtcNow());
        return await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PersistentVolumes, volume, status, ControllerContext.Write, cancellationToken);
    }
}
