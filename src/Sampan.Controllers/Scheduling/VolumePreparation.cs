using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Scheduling;

namespace Sampan.Controllers.Scheduling;

/// <summary>VolumeBinding's PreBind: gives claims their volumes, or asks for new ones, and waits until the claims are bound.</summary>
internal sealed class VolumePreparation(SharedInformers informers, string fieldManager, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly Informer _claims = informers.For(WellKnownTypes.PersistentVolumeClaims);
    private readonly Informer _volumes = informers.For(WellKnownTypes.PersistentVolumes);

    /// <summary>Does the steps.</summary>
    /// <exception cref="TimeoutException">A claim was not bound within ten minutes.</exception>
    public async ValueTask PrepareAsync(IReadOnlyList<VolumeStep> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
        {
            await WriteAsync(step, cancellationToken);
        }

        foreach (var step in steps)
        {
            await UntilBoundAsync(step.Claim, cancellationToken);
        }
    }

    private async ValueTask WriteAsync(VolumeStep step, CancellationToken cancellationToken)
    {
        if (step.VolumeName is null)
        {
            var patch = Annotated("volume.kubernetes.io/selected-node", step.NodeName);
            await PatchAsync(WellKnownTypes.PersistentVolumeClaims, step.Claim, patch, cancellationToken);
            return;
        }

        if (_volumes.Get(NamespacedName.ClusterScoped(step.VolumeName)) is { } volume && _claims.Get(step.Claim) is { } claim)
        {
            await PatchAsync(WellKnownTypes.PersistentVolumes, volume.NamespacedName, ClaimPatch(volume, claim), cancellationToken);
        }
    }

    // With the volume's version: of two pods that chose the same volume, one is refused.
    private static JsonObject ClaimPatch(KubernetesObject volume, KubernetesObject claim)
    {
        var patch = Annotated("pv.kubernetes.io/bound-by-controller", "yes");
        patch["metadata"]!["resourceVersion"] = volume.Metadata.ResourceVersion;
        patch["spec"] = new JsonObject
        {
            ["claimRef"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["namespace"] = claim.Metadata.Namespace,
                ["name"] = claim.Metadata.Name,
                ["uid"] = claim.Metadata.Uid,
                ["resourceVersion"] = claim.Metadata.ResourceVersion,
            },
        };
        return patch;
    }

    private static JsonObject Annotated(string key, string value) =>
        new() { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [key] = value } } };

    private async ValueTask PatchAsync(ResourceType type, NamespacedName name, JsonObject patch, CancellationToken cancellationToken) =>
        await informers.Cluster.PatchAsync(type, name, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), WriteOptions.By(fieldManager), cancellationToken);

    private async Task UntilBoundAsync(NamespacedName claim, CancellationToken cancellationToken)
    {
        var bound = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = _claims.Subscribe(change =>
        {
            if (change.Object.NamespacedName == claim && change.After is { } after && IsBound(after))
            {
                bound.TrySetResult();
            }
        });
        await bound.Task.WaitAsync(LongestWait, time, cancellationToken);
    }

    private static bool IsBound(KubernetesObject claim) =>
        claim.Metadata.Annotations.ContainsKey("pv.kubernetes.io/bind-completed") && claim.Root.Member("spec")?.String("volumeName") is { Length: > 0 };
}
