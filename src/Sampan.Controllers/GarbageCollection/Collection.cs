using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.GarbageCollection;

/// <summary>Decides about one object: whether its owners still hold it, and what its own deletion asks for.</summary>
/// <remarks>attemptToDeleteItem and attemptToOrphan of <c>pkg/controller/garbagecollector</c>.</remarks>
internal sealed class Collection(ICluster cluster, OwnershipGraph graph, Func<ObjectPlace, KubernetesObject?> cached, Func<OwnerReference, ResourceType?> typeOf)
{
    /// <summary>Does what is due for an object. Returns the places to look at next.</summary>
    public async ValueTask<IReadOnlyList<ObjectPlace>> ProcessAsync(ObjectPlace place, CancellationToken cancellationToken)
    {
        if (cached(place) is not { } @object)
        {
            return [];
        }

        if (@object.IsOrphaning)
        {
            await OrphanDependentsAsync(place, @object, cancellationToken);
            return [];
        }

        if (@object.IsDeletingForeground)
        {
            return await DeleteForegroundAsync(place, @object, cancellationToken);
        }

        if (@object.Metadata.DeletionTimestamp is null && @object.Metadata.OwnerReferences.Count > 0)
        {
            await CollectAsync(place, @object, cancellationToken);
        }

        return [];
    }

    private async ValueTask CollectAsync(ObjectPlace place, KubernetesObject @object, CancellationToken cancellationToken)
    {
        var owners = await ClassifyAsync(@object, cancellationToken);
        if (owners.Solid.Count > 0)
        {
            if (owners.Solid.Count < @object.Metadata.OwnerReferences.Count)
            {
                await WriteOwnersAsync(place, @object, owners.Solid, cancellationToken);
            }

            return;
        }

        var propagation = owners.Waiting.Count > 0 && graph.DependentsOf(@object.Metadata.Uid).Count > 0 ? PropagationPolicy.Foreground
            : @object.Metadata.Finalizers.Contains(CollectorFinalizers.Orphan) ? PropagationPolicy.Orphan
            : @object.Metadata.Finalizers.Contains(CollectorFinalizers.Foreground) ? PropagationPolicy.Foreground
            : PropagationPolicy.Background;
        var options = new DeleteOptions { Propagation = propagation, Uid = @object.Metadata.Uid, ResourceVersion = @object.Metadata.ResourceVersion };
        await IgnoreGoneAsync(cluster.DeleteAsync(place.Type, place.Name, options, cancellationToken));
    }

    private async ValueTask<IReadOnlyList<ObjectPlace>> DeleteForegroundAsync(ObjectPlace place, KubernetesObject owner, CancellationToken cancellationToken)
    {
        var dependents = graph.DependentsOf(owner.Metadata.Uid)
            .Where(dependent => cached(dependent) is { } @object
                && @object.Metadata.OwnerReferences.Any(reference => reference.Uid == owner.Metadata.Uid && reference.BlocksOwnerDeletion))
            .ToList();
        if (dependents.Count == 0)
        {
            await RemoveFinalizerAsync(place, owner, CollectorFinalizers.Foreground, cancellationToken);
        }

        return dependents;
    }

    private async ValueTask OrphanDependentsAsync(ObjectPlace place, KubernetesObject owner, CancellationToken cancellationToken)
    {
        foreach (var dependent in graph.DependentsOf(owner.Metadata.Uid))
        {
            if (cached(dependent) is { } @object)
            {
                IReadOnlyList<OwnerReference> others = [.. @object.Metadata.OwnerReferences.Where(reference => reference.Uid != owner.Metadata.Uid)];
                await WriteOwnersAsync(dependent, @object, others, cancellationToken);
            }
        }

        await RemoveFinalizerAsync(place, owner, CollectorFinalizers.Orphan, cancellationToken);
    }

    private async ValueTask<Owners> ClassifyAsync(KubernetesObject dependent, CancellationToken cancellationToken)
    {
        List<OwnerReference> solid = [], waiting = [], dangling = [];
        foreach (var reference in dependent.Metadata.OwnerReferences)
        {
            var owner = graph.Find(reference.Uid) is { } place ? cached(place) : null;
            if (owner?.Metadata.Uid != reference.Uid)
            {
                owner = await ReadAsync(reference, dependent.Metadata.Namespace, cancellationToken);
            }

            var list = owner?.Metadata.Uid != reference.Uid ? dangling
                : owner.IsDeletingForeground && reference.BlocksOwnerDeletion ? waiting
                : solid;
            list.Add(reference);
        }

        return new Owners(solid, waiting, dangling);
    }

    /// <summary>Nothing is deleted on the word of a cache: an owner that it does not show is asked for.</summary>
    private async ValueTask<KubernetesObject?> ReadAsync(OwnerReference reference, string @namespace, CancellationToken cancellationToken)
    {
        var type = typeOf(reference)
            ?? throw new InvalidOperationException($"The owner type {reference.Kind} of {reference.ApiVersion} is not served, so whether {reference.Name} exists is not known.");
        try
        {
            return await cluster.GetAsync(type, new NamespacedName(type.Namespaced ? @namespace : "", reference.Name), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    private async ValueTask WriteOwnersAsync(ObjectPlace place, KubernetesObject @object, IReadOnlyList<OwnerReference> owners, CancellationToken cancellationToken)
    {
        var references = new JsonArray();
        foreach (var owner in owners)
        {
            references.Add((JsonNode)OwnerReferences.Draft(owner));
        }

        await PatchMetadataAsync(place, @object, "ownerReferences", references, cancellationToken);
    }

    private async ValueTask RemoveFinalizerAsync(ObjectPlace place, KubernetesObject @object, string finalizer, CancellationToken cancellationToken)
    {
        var finalizers = new JsonArray();
        foreach (var other in @object.Metadata.Finalizers.Where(other => other != finalizer))
        {
            finalizers.Add((JsonNode)other);
        }

        await PatchMetadataAsync(place, @object, "finalizers", finalizers, cancellationToken);
    }

    private async ValueTask PatchMetadataAsync(ObjectPlace place, KubernetesObject @object, string field, JsonArray value, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["uid"] = @object.Metadata.Uid,
                ["resourceVersion"] = @object.Metadata.ResourceVersion,
                [field] = value,
            },
        };
        await IgnoreGoneAsync(PatchAsync());

        async ValueTask PatchAsync() =>
            await cluster.PatchAsync(place.Type, place.Name, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), ControllerContext.Write, cancellationToken);
    }

    private static async ValueTask IgnoreGoneAsync(ValueTask request)
    {
        try
        {
            await request;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Gone already: that is what was wanted.
        }
    }
}
