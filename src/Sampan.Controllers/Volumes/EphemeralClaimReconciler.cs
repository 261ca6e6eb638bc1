using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Volumes;

/// <summary>Makes the claims of pods' ephemeral volumes. A claim belongs to its pod and goes with it.</summary>
internal sealed class EphemeralClaimReconciler : IReconciler
{
    private readonly ControllerContext _context;
    private readonly Informer _pods;
    private readonly Informer _claims;

    private EphemeralClaimReconciler(ControllerContext context, Informer pods, Informer claims)
    {
        _context = context;
        _pods = pods;
        _claims = claims;
    }

    /// <summary>The controller of a cluster's ephemeral volumes.</summary>
    public static Controller Controller(ControllerContext context)
    {
        var pods = context.Informers.For(WellKnownTypes.Pods);
        var claims = context.Informers.For(WellKnownTypes.PersistentVolumeClaims);
        return context.Controller("ephemeral-volume-controller", new EphemeralClaimReconciler(context, pods, claims))
            .Watches(pods, static change => change.After is { } pod && EphemeralVolumes(pod).Any() ? [pod.NamespacedName] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { Metadata.DeletionTimestamp: null } pod)
        {
            return ReconcileResult.Done;
        }

        foreach (var volume in EphemeralVolumes(pod))
        {
            var claim = ClaimOf(pod, volume);
            if (_claims.Get(claim.NamespacedName) is null)
            {
                try
                {
                    await _context.Cluster.CreateAsync(WellKnownTypes.PersistentVolumeClaims, claim, ControllerContext.Write, cancellationToken);
                }
                catch (ApiException exception) when (exception.IsAlreadyExists)
                {
                    // Made before, and not yet arrived.
                }
            }
        }

        return ReconcileResult.Done;
    }

    private static IEnumerable<JsonElement> EphemeralVolumes(KubernetesObject pod)
    {
        foreach (var volume in (pod.Root.Member("spec") ?? default).Items("volumes"))
        {
            if (volume.Member("ephemeral", "volumeClaimTemplate") is not null)
            {
                yield return volume;
            }
        }
    }

    private static KubernetesObject ClaimOf(KubernetesObject pod, JsonElement volume)
    {
        var template = volume.Member("ephemeral", "volumeClaimTemplate") ?? default;
        var metadata = Drafts.Of(template.Member("metadata"));
        metadata["name"] = PodClaims.EphemeralName(pod, volume);
        metadata["namespace"] = pod.Metadata.Namespace;
        metadata["ownerReferences"] = new JsonArray([OwnerReferences.ControlledBy(pod, WellKnownTypes.Pods)]);
        return KubernetesObject.From(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolumeClaim",
            ["metadata"] = metadata,
            ["spec"] = Drafts.Of(template.Member("spec")),
        });
    }
}
