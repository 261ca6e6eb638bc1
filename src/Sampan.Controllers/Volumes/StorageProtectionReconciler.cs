using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>Lets a claim go that is being deleted once no pod uses it, and a volume once no claim is bound to it.</summary>
internal sealed class StorageProtectionReconciler(ControllerContext context, Informer protectedObjects, string finalizer, Func<KubernetesObject, bool> isInUse) : IReconciler
{
    /// <summary>The controller that lets claims go.</summary>
    public static Controller ClaimController(ControllerContext context)
    {
        var claims = context.Informers.For(WellKnownTypes.PersistentVolumeClaims);
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var users = pods.Index(PodClaims.InUse);
        var reconciler = new StorageProtectionReconciler(context, claims, "kubernetes.io/pvc-protection", claim => users[$"{claim.NamespacedName}"].Count > 0);
        return context.Controller("persistentvolumeclaim-protection-controller", reconciler).Watches(claims, KeysOf.Itself).Watches(pods, PodClaims.Of);
    }

    /// <summary>The controller that lets volumes go.</summary>
    public static Controller VolumeController(ControllerContext context)
    {
        var volumes = context.Informers.For(WellKnownTypes.PersistentVolumes);
        var reconciler = new StorageProtectionReconciler(context, volumes, "kubernetes.io/pv-protection", volume => volume.Root.Member("status")?.String("phase") == "Bound");
        return context.Controller("persistentvolume-protection-controller", reconciler).Watches(volumes, KeysOf.Itself);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (protectedObjects.Get(key) is { Metadata: { DeletionTimestamp: not null } metadata } leaving && metadata.Finalizers.Contains(finalizer) && !isInUse(leaving))
        {
            var rest = metadata.Finalizers.Where(other => other != finalizer).Select(other => (JsonNode)other);
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["resourceVersion"] = metadata.ResourceVersion, ["finalizers"] = new JsonArray([.. rest]) } };
            try
            {
                await context.Cluster.PatchAsync(protectedObjects.Type, key, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), ControllerContext.Write, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Somebody else let it go.
            }
        }

        return ReconcileResult.Done;
    }
}
