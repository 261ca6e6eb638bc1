using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;

namespace Sampan.Controllers.Workloads;

/// <summary>
/// Who manages what: a workload takes matching dependents that nobody manages, and lets go those that match no more.
/// </summary>
/// <remarks>The rules of <c>pkg/controller/controller_ref_manager.go</c>.</remarks>
internal sealed class Adoption(ICluster cluster, Informer dependents, ResourceType ownerType)
{
    private static readonly Func<KubernetesObject, IEnumerable<string>> OrphanNamespace = static @object =>
        @object.Metadata.Controller is null ? [@object.Metadata.Namespace] : [];

    private readonly ObjectIndex _byController = dependents.Index(IndexKeys.Controller);
    private readonly ObjectIndex _orphans = dependents.Index(OrphanNamespace);

    /// <summary>The dependents that the owner manages after adopting and releasing.</summary>
    public async ValueTask<List<KubernetesObject>> ClaimAsync(KubernetesObject owner, LabelSelector selector, CancellationToken cancellationToken)
    {
        List<KubernetesObject> claimed = [];
        foreach (var dependent in _byController[owner.Metadata.Uid])
        {
            if (selector.Matches(dependent.Metadata.Labels))
            {
                claimed.Add(dependent);
            }
            else if (owner.Metadata.DeletionTimestamp is null)
            {
                await ReleaseAsync(owner, dependent, cancellationToken);
            }
        }

        if (owner.Metadata.DeletionTimestamp is not null)
        {
            return claimed;
        }

        var isAlive = false;
        foreach (var orphan in _orphans[owner.Metadata.Namespace])
        {
            if (orphan.Metadata.DeletionTimestamp is not null || !selector.Matches(orphan.Metadata.Labels))
            {
                continue;
            }

            isAlive = isAlive || await IsAliveAsync(owner, cancellationToken);
            if (isAlive && await AdoptAsync(owner, orphan, cancellationToken) is { } adopted)
            {
                claimed.Add(adopted);
            }
        }

        return claimed;
    }

    /// <summary>The keys of a changed dependent: its managing owner, or, without one, every owner that could adopt it.</summary>
    public static Func<ObjectChange, IEnumerable<NamespacedName>> Keys(ResourceType ownerType, Informer owners, Func<KubernetesObject, LabelSelector> selectorOf)
    {
        var controllers = KeysOf.Controller(ownerType);
        var byNamespace = owners.Index(IndexKeys.Namespace);
        return change => change.After is { } orphan && orphan.Metadata.Controller is null
            ? [.. controllers(change), .. byNamespace[orphan.Metadata.Namespace].Where(owner => selectorOf(owner).Matches(orphan.Metadata.Labels)).Select(owner => owner.NamespacedName)]
            : controllers(change);
    }

    /// <summary>The cache may be behind a deletion: nothing is adopted on its word alone.</summary>
    private async ValueTask<bool> IsAliveAsync(KubernetesObject owner, CancellationToken cancellationToken)
    {
        try
        {
            var current = await cluster.GetAsync(ownerType, owner.NamespacedName, cancellationToken);
            return current.Metadata.Uid == owner.Metadata.Uid && current.Metadata.DeletionTimestamp is null;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return false;
        }
    }

    private async ValueTask<KubernetesObject?> AdoptAsync(KubernetesObject owner, KubernetesObject orphan, CancellationToken cancellationToken)
    {
        var owners = new JsonArray();
        foreach (var reference in orphan.Metadata.OwnerReferences)
        {
            owners.Add((JsonNode)OwnerReferences.Draft(reference));
        }

        owners.Add((JsonNode)OwnerReferences.ControlledBy(owner, ownerType));
        return await WriteOwnersAsync(orphan, owners, cancellationToken);
    }

    private async ValueTask ReleaseAsync(KubernetesObject owner, KubernetesObject dependent, CancellationToken cancellationToken)
    {
        var owners = new JsonArray();
        foreach (var reference in dependent.Metadata.OwnerReferences.Where(reference => reference.Uid != owner.Metadata.Uid))
        {
            owners.Add((JsonNode)OwnerReferences.Draft(reference));
        }

        await WriteOwnersAsync(dependent, owners, cancellationToken);
    }

    private async ValueTask<KubernetesObject?> WriteOwnersAsync(KubernetesObject dependent, JsonArray owners, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = dependent.Metadata.ResourceVersion,
                ["uid"] = dependent.Metadata.Uid,
                ["ownerReferences"] = owners,
            },
        };
        try
        {
            return await cluster.PatchAsync(
                dependents.Type, dependent.NamespacedName, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), ControllerContext.Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }
}
