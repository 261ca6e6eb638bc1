using System.Text.Json.Nodes;
using Sampan.Controllers.Events;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling.Storage;

namespace Sampan.Controllers.Volumes;

/// <summary>
/// Binds claims to volumes: to the one that is kept for the claim, to an available one that serves it, or to a new one of
/// the claim's class. A class with <c>WaitForFirstConsumer</c> waits for the scheduler to choose a node. Every provisioner
/// is simulated.
/// </summary>
/// <remarks>Rules, reasons and messages of <c>pkg/controller/volume/persistentvolume</c>.</remarks>
internal sealed class ClaimReconciler : IReconciler
{
    public static readonly ResourceType StorageClasses = new("storage.k8s.io", "v1", "storageclasses", "StorageClass", Namespaced: false);

    private readonly ControllerContext _context;
    private readonly EventRecorder _events;
    private readonly Informer _claims;
    private readonly Informer _volumes;
    private readonly Informer _classes;

    private ClaimReconciler(ControllerContext context)
    {
        _context = context;
        _events = context.Events.For("persistentvolume-controller");
        _claims = context.Informers.For(WellKnownTypes.PersistentVolumeClaims);
        _volumes = context.Informers.For(WellKnownTypes.PersistentVolumes);
        _classes = context.Informers.For(StorageClasses);
    }

    /// <summary>The controller of a cluster's claims.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var reconciler = new ClaimReconciler(context);
        return context.Controller("persistentvolume-binder-controller", reconciler)
            .Watches(reconciler._claims, KeysOf.Itself)
            .Watches(reconciler._classes, _ => reconciler.Unbound())
            .Watches(reconciler._volumes, change => ClaimOf(change.Object) is { } claim ? [claim] : reconciler.Unbound());
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_claims.Get(key) is not { Metadata.DeletionTimestamp: null } claim)
        {
            return ReconcileResult.Done;
        }

        var chosen = VolumeNameOf(claim);
        if (chosen.Length > 0)
        {
            await FollowAsync(claim, _volumes.Get(NamespacedName.ClusterScoped(chosen)), cancellationToken);
            return ReconcileResult.Done;
        }

        var storageClass = ClassOf(claim) is { Length: > 0 } name ? _classes.Get(NamespacedName.ClusterScoped(name)) : null;
        var waits = storageClass?.Root.String("volumeBindingMode") == "WaitForFirstConsumer";
        if ((KeptFor(claim) ?? (waits ? null : ClaimMatching.Find(claim, _volumes.All))) is { } volume)
        {
            await BindAsync(claim, volume, cancellationToken);
        }
        else if (waits && !claim.Metadata.Annotations.ContainsKey(StorageAnnotations.SelectedNode))
        {
            _events.Normal(claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        }
        else
        {
            await ProvisionAsync(claim, storageClass, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    /// <summary>A claim that has its volume, or for which the user chose one.</summary>
    private async ValueTask FollowAsync(KubernetesObject claim, KubernetesObject? volume, CancellationToken cancellationToken)
    {
        var isBound = claim.Metadata.Annotations.ContainsKey(StorageAnnotations.BindCompleted);
        if (volume is null)
        {
            if (isBound && claim.Root.Member("status")?.String("phase") != "Lost")
            {
                _events.Warning(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
                var lost = Drafts.Of(claim.Root.Member("status"));
                lost["phase"] = "Lost";
                await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PersistentVolumeClaims, claim, lost, ControllerContext.Write, cancellationToken);
            }
        }
        else if (ClaimOf(volume) is { } other && other != claim.NamespacedName)
        {
            _events.Warning(claim, "FailedBinding", $"volume \"{volume.Metadata.Name}\" already bound to a different claim.");
        }
        else if (!isBound || claim.Root.Member("status")?.String("phase") != "Bound")
        {
            await BindAsync(claim, volume, cancellationToken);
        }
    }

    private async ValueTask ProvisionAsync(KubernetesObject claim, KubernetesObject? storageClass, CancellationToken cancellationToken)
    {
        if (storageClass is null)
        {
            var name = ClassOf(claim);
            if (name.Length == 0)
            {
                _events.Normal(claim, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
            }
            else
            {
                _events.Warning(claim, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found");
            }

            return;
        }

        if (storageClass.Root.StringOrEmpty("provisioner") == "kubernetes.io/no-provisioner")
        {
            return;
        }

        var volume = SimulatedVolume.For(claim, storageClass);
        try
        {
            await _context.Cluster.CreateAsync(WellKnownTypes.PersistentVolumes, volume, ControllerContext.Write, cancellationToken);
            _events.Normal(claim, "ProvisioningSucceeded", $"Successfully provisioned volume {volume.Metadata.Name}");
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // Made before; the claim is bound when the volume arrives.
        }
    }

    private async ValueTask BindAsync(KubernetesObject claim, KubernetesObject volume, CancellationToken cancellationToken)
    {
        volume = await ReserveAsync(claim, volume, cancellationToken);
        var volumeStatus = Drafts.Of(volume.Root.Member("status"));
        volumeStatus["phase"] = "Bound";
        volumeStatus["lastPhaseTransitionTime"] = KubernetesTime.Format(_context.Time.GetUtcNow());
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PersistentVolumes, volume, volumeStatus, ControllerContext.Write, cancellationToken);

        var annotations = new JsonObject { [StorageAnnotations.BindCompleted] = "yes" };
        if (VolumeNameOf(claim).Length == 0)
        {
            annotations[StorageAnnotations.BoundByController] = "yes";
        }

        if (volume.Metadata.Annotations.TryGetValue(StorageAnnotations.ProvisionedBy, out var provisioner))
        {
            annotations[StorageAnnotations.Provisioner] = provisioner;
        }

        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["resourceVersion"] = claim.Metadata.ResourceVersion, ["annotations"] = annotations },
            ["spec"] = new JsonObject { ["volumeName"] = volume.Metadata.Name },
        };
        var bound = await PatchAsync(WellKnownTypes.PersistentVolumeClaims, claim, patch, cancellationToken);
        var status = Drafts.Of(bound.Root.Member("status"));
        status["phase"] = "Bound";
        status["accessModes"] = JsonNode.Parse(volume.Root.Member("spec", "accessModes")?.GetRawText() ?? "[]");
        status["capacity"] = Drafts.Of(volume.Root.Member("spec", "capacity"));
        await _context.Cluster.UpdateStatusAsync(WellKnownTypes.PersistentVolumeClaims, bound, status, ControllerContext.Write, cancellationToken);
    }

    /// <summary>Writes the claim into the volume; of two claims that want it one meets a conflict.</summary>
    private async ValueTask<KubernetesObject> ReserveAsync(KubernetesObject claim, KubernetesObject volume, CancellationToken cancellationToken)
    {
        if (volume.Root.Member("spec", "claimRef")?.String("uid") == claim.Metadata.Uid)
        {
            return volume;
        }

        var metadata = new JsonObject { ["resourceVersion"] = volume.Metadata.ResourceVersion };
        if (ClaimOf(volume) is null)
        {
            metadata["annotations"] = new JsonObject { [StorageAnnotations.BoundByController] = "yes" };
        }

        var patch = new JsonObject { ["metadata"] = metadata, ["spec"] = new JsonObject { ["claimRef"] = ClaimReference.Of(claim) } };
        return await PatchAsync(WellKnownTypes.PersistentVolumes, volume, patch, cancellationToken);
    }

    private ValueTask<KubernetesObject> PatchAsync(ResourceType type, KubernetesObject @object, JsonObject patch, CancellationToken cancellationToken) =>
        _context.Cluster.PatchAsync(type, @object.NamespacedName, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), ControllerContext.Write, cancellationToken);

    private KubernetesObject? KeptFor(KubernetesObject claim) => _volumes.All.FirstOrDefault(volume =>
        ClaimOf(volume) == claim.NamespacedName
        && volume.Metadata.DeletionTimestamp is null
        && volume.Root.Member("spec", "claimRef")!.Value.StringOrEmpty("uid") is var uid
        && (uid.Length == 0 || uid == claim.Metadata.Uid));

    private List<NamespacedName> Unbound() => [.. _claims.All.Where(claim => VolumeNameOf(claim).Length == 0).Select(claim => claim.NamespacedName)];

    private static NamespacedName? ClaimOf(KubernetesObject volume) =>
        volume.Root.Member("spec", "claimRef") is { } claim ? new NamespacedName(claim.StringOrEmpty("namespace"), claim.StringOrEmpty("name")) : null;

    private static string VolumeNameOf(KubernetesObject claim) => claim.Root.Member("spec")?.StringOrEmpty("volumeName") ?? "";

    private static string ClassOf(KubernetesObject claim) =>
        claim.Metadata.Annotations.GetValueOrDefault("volume.beta.kubernetes.io/storage-class") ?? claim.Root.Member("spec")?.StringOrEmpty("storageClassName") ?? "";
}
