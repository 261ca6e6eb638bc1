using Sampan.Fleet.Api;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Hub;

/// <summary>A hub on which somebody else is always quicker the first time that a binding's scheduling is reported.</summary>
internal sealed class ContestedCluster(ICluster inner) : ICluster
{
    private int _contested;

    public string Name => inner.Name;

    /// <summary>Whether a report has been refused.</summary>
    public bool HasRefused => Volatile.Read(ref _contested) != 0;

    public ValueTask<KubernetesObject> UpdateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken) =>
        type == FleetTypes.ResourceBindings
        && options.Subresource == "status"
        && (@object.Root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("type") == "Scheduled")
        && Interlocked.Exchange(ref _contested, 1) == 0
            ? throw ApiException.Conflict(type, @object.Metadata.Name)
            : inner.UpdateAsync(type, @object, options, cancellationToken);

    public ValueTask<ClusterVersion> GetVersionAsync(CancellationToken cancellationToken) => inner.GetVersionAsync(cancellationToken);

    public ValueTask<IReadOnlyList<ResourceType>> DiscoverAsync(CancellationToken cancellationToken) => inner.DiscoverAsync(cancellationToken);

    public ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken) => inner.GetAsync(type, name, cancellationToken);

    public ValueTask<KubernetesObject> GetSubresourceAsync(ResourceType type, NamespacedName name, string subresource, CancellationToken cancellationToken) => inner.GetSubresourceAsync(type, name, subresource, cancellationToken);

    public ValueTask<ObjectList> ListAsync(ResourceType type, string? @namespace, ListOptions options, CancellationToken cancellationToken) => inner.ListAsync(type, @namespace, options, cancellationToken);

    public IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, WatchOptions options, CancellationToken cancellationToken) => inner.WatchAsync(type, @namespace, options, cancellationToken);

    public ValueTask<KubernetesObject> CreateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken) => inner.CreateAsync(type, @object, options, cancellationToken);

    public ValueTask<KubernetesObject> PatchAsync(ResourceType type, NamespacedName name, Patch patch, WriteOptions options, CancellationToken cancellationToken) => inner.PatchAsync(type, name, patch, options, cancellationToken);

    public ValueTask DeleteAsync(ResourceType type, NamespacedName name, DeleteOptions options, CancellationToken cancellationToken) => inner.DeleteAsync(type, name, options, cancellationToken);
}
