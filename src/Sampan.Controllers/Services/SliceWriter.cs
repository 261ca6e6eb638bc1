using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Controllers.Workloads;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Services;

/// <summary>What EndpointSlices have from the object that they are written for.</summary>
/// <param name="Object">The object, which has their Service's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Labels">Their labels.</param>
/// <param name="Annotations">Their annotations; null: what is there stays.</param>
internal sealed record SliceOwner(KubernetesObject Object, ResourceType Type, JsonObject Labels, JsonObject? Annotations);

/// <summary>Writes planned EndpointSlices, and remembers it until the cache shows it.</summary>
internal sealed class SliceWriter(ICluster cluster, PendingWrites pending)
{
    private static readonly ResourceType Slices = EndpointSliceReconciler.Slices;

    /// <summary>Makes, changes and deletes slices as planned.</summary>
    public async ValueTask WriteAsync(SliceOwner owner, EndpointSlicePlan plan, CancellationToken cancellationToken)
    {
        foreach (var content in plan.Creates)
        {
            await CreateAsync(owner, content, cancellationToken);
        }

        foreach (var (slice, content) in plan.Updates)
        {
            if (!content.IsIn(slice) || !Has(slice, "labels", owner.Labels) || (owner.Annotations is { } annotations && !Has(slice, "annotations", annotations)))
            {
                await UpdateAsync(owner, slice, content, cancellationToken);
            }
        }

        foreach (var slice in plan.Deletes)
        {
            await DeleteAsync(owner.Object.NamespacedName, slice, cancellationToken);
        }
    }

    /// <summary>Deletes a slice of a Service.</summary>
    public async ValueTask DeleteAsync(NamespacedName service, KubernetesObject slice, CancellationToken cancellationToken)
    {
        try
        {
            pending.Deleted(service, slice);
            await cluster.DeleteAsync(Slices, slice.NamespacedName, new DeleteOptions { Uid = slice.Metadata.Uid }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone already.
        }
    }

    private async ValueTask CreateAsync(SliceOwner owner, SliceContent content, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject
        {
            ["generateName"] = $"{owner.Object.Metadata.Name}-",
            ["namespace"] = owner.Object.Metadata.Namespace,
            ["labels"] = owner.Labels.DeepClone(),
            ["ownerReferences"] = new JsonArray((JsonNode)OwnerReferences.ControlledBy(owner.Object, owner.Type)),
        };
        if (owner.Annotations is { Count: > 0 } annotations)
        {
            metadata["annotations"] = annotations.DeepClone();
        }

        var draft = new JsonObject { ["apiVersion"] = Slices.ApiVersion, ["kind"] = Slices.Kind, ["metadata"] = metadata };
        content.WriteTo(draft);
        try
        {
            pending.Written(owner.Object.NamespacedName, await cluster.CreateAsync(Slices, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken));
        }
        catch (ApiException exception) when (PodControl.IsNamespaceEnding(exception))
        {
            // The service goes with its namespace.
        }
    }

    private async ValueTask UpdateAsync(SliceOwner owner, KubernetesObject slice, SliceContent content, CancellationToken cancellationToken)
    {
        var draft = slice.ToDraft();
        content.WriteTo(draft);
        draft["metadata"]!["labels"] = owner.Labels.DeepClone();
        if (owner.Annotations is { } annotations)
        {
            draft["metadata"]!["annotations"] = annotations.DeepClone();
        }

        pending.Written(owner.Object.NamespacedName, await cluster.UpdateAsync(Slices, KubernetesObject.From(draft), ControllerContext.Write, cancellationToken));
    }

    private static bool Has(KubernetesObject slice, string field, JsonObject wanted) => slice.Root.Member("metadata", field) is { } stored
        ? JsonElement.DeepEquals(stored, JsonElement.Parse(wanted.ToUtf8Bytes()))
        : wanted.Count == 0;
}
