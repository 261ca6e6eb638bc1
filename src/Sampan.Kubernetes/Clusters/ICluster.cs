using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters;

/// <summary>
/// The one door to a cluster: everything that reads or writes a cluster does so through it, whether the cluster is
/// reached over HTTP or lives in this process. A refused request throws <see cref="ApiException"/>; a cluster that
/// cannot be reached throws <see cref="HttpRequestException"/>.
/// </summary>
public interface ICluster
{
    /// <summary>The name that people know the cluster by (context or member name), for messages.</summary>
    string Name { get; }

    /// <summary>The server's version.</summary>
    ValueTask<ClusterVersion> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>Every served resource type, preferred version first within a group; subresources left out.</summary>
    ValueTask<IReadOnlyList<ResourceType>> DiscoverAsync(CancellationToken cancellationToken);

    /// <summary>Reads one object. 404 if it does not exist.</summary>
    ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a subresource of one object, such as its <c>scale</c>. 404 if the object does not exist, and, without the
    /// object's name in the details, if the type has no such subresource.
    /// </summary>
    ValueTask<KubernetesObject> GetSubresourceAsync(ResourceType type, NamespacedName name, string subresource, CancellationToken cancellationToken);

    /// <summary>Lists objects of one namespace, or of all (<paramref name="namespace"/> null), one page at a time if a limit is set.</summary>
    ValueTask<ObjectList> ListAsync(ResourceType type, string? @namespace, ListOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Streams changes after <see cref="WatchOptions.ResourceVersion"/>. Ends when the server ends it.
    /// Throws <see cref="ApiException"/> with code 410 if that version is too old: list again.
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, WatchOptions options, CancellationToken cancellationToken);

    /// <summary>Creates an object; with <see cref="WriteOptions.Subresource"/> posts to that subresource of the object of the same name.</summary>
    ValueTask<KubernetesObject> CreateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Replaces an object. A resource version in it must be the stored one, else 409.</summary>
    ValueTask<KubernetesObject> UpdateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Patches an object; <see cref="PatchType.Apply"/> needs <see cref="WriteOptions.FieldManager"/> and creates what is missing.</summary>
    ValueTask<KubernetesObject> PatchAsync(ResourceType type, NamespacedName name, Patch patch, WriteOptions options, CancellationToken cancellationToken);

    /// <summary>Deletes an object. 404 if it does not exist. The object may stay until its finalizers are gone.</summary>
    ValueTask DeleteAsync(ResourceType type, NamespacedName name, DeleteOptions options, CancellationToken cancellationToken);
}
