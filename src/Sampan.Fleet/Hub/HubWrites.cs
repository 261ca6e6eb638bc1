using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Hub;

/// <summary>The hub's usual writes to a cluster.</summary>
internal static class HubWrites
{
    private static readonly WriteOptions Plain = WriteOptions.By(HubContext.FieldManager);
    private static readonly WriteOptions OfStatus = Plain with { Subresource = "status" };

    public static ValueTask<KubernetesObject> CreateAsync(this ICluster cluster, ResourceType type, JsonObject draft, CancellationToken cancellationToken) =>
        cluster.CreateAsync(type, KubernetesObject.From(draft), Plain, cancellationToken);

    public static ValueTask<KubernetesObject> UpdateAsync(this ICluster cluster, ResourceType type, JsonObject draft, CancellationToken cancellationToken) =>
        cluster.UpdateAsync(type, KubernetesObject.From(draft), Plain, cancellationToken);

    public static ValueTask<KubernetesObject> UpdateStatusAsync(this ICluster cluster, ResourceType type, JsonObject draft, CancellationToken cancellationToken) =>
        cluster.UpdateAsync(type, KubernetesObject.From(draft), OfStatus, cancellationToken);

    public static ValueTask<KubernetesObject> MergeAsync(this ICluster cluster, ResourceType type, NamespacedName name, JsonObject patch, CancellationToken cancellationToken) =>
        cluster.PatchAsync(type, name, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), Plain, cancellationToken);

    public static ValueTask<KubernetesObject> MergeStatusAsync(this ICluster cluster, ResourceType type, NamespacedName name, JsonObject patch, CancellationToken cancellationToken) =>
        cluster.PatchAsync(type, name, new Patch(PatchType.Merge, patch.ToUtf8Bytes()), OfStatus, cancellationToken);

    /// <summary>The object, or null where it does not exist.</summary>
    public static async ValueTask<KubernetesObject?> FindAsync(this ICluster cluster, ResourceType type, NamespacedName name, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.GetAsync(type, name, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Deletes the object, dependents after it; one that is gone already is as good.</summary>
    public static async ValueTask DeleteIfPresentAsync(this ICluster cluster, ResourceType type, NamespacedName name, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.DeleteAsync(type, name, new DeleteOptions { Propagation = PropagationPolicy.Background }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Somebody was faster.
        }
    }

    /// <summary>Takes a finalizer off, if it is on.</summary>
    public static async ValueTask RemoveFinalizerAsync(this ICluster cluster, ResourceType type, KubernetesObject @object, string finalizer, CancellationToken cancellationToken)
    {
        if (!@object.Metadata.Finalizers.Contains(finalizer))
        {
            return;
        }

        var draft = @object.ToDraft();
        draft["metadata"]!["finalizers"] = new JsonArray([.. @object.Metadata.Finalizers.Where(name => name != finalizer).Select(name => (JsonNode)name)]);
        try
        {
            await cluster.UpdateAsync(type, draft, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            // Gone meanwhile.
        }
    }
}
