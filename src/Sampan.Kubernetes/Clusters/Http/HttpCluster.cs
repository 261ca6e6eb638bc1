using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s.Authentication;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>The door to any Kubernetes cluster over HTTP. Made by <see cref="Kubeconfig.Connect"/>.</summary>
public sealed class HttpCluster : ICluster, IDisposable
{
    private const string Json = "application/json";

    private readonly ApiConnection _connection;
    private readonly HttpClient _client;

    /// <summary>A cluster behind a client. Disposing the cluster disposes the client.</summary>
    /// <param name="name">The name that people know the cluster by.</param>
    /// <param name="client">The client.</param>
    /// <param name="server">The server's address, with the path prefix of the cluster if it has one.</param>
    /// <param name="credentials">What each request is given to authenticate; null where the client's connection does.</param>
    public HttpCluster(string name, HttpClient client, Uri server, ServiceClientCredentials? credentials = null)
    {
        Name = name;
        _client = client;
        _connection = new ApiConnection(name, client, server, credentials);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public async ValueTask<ClusterVersion> GetVersionAsync(CancellationToken cancellationToken)
    {
        var root = JsonElement.Parse(await _connection.SendAsync(HttpMethod.Get, "/version", null, cancellationToken));
        return new ClusterVersion(root.StringOrEmpty("major"), root.StringOrEmpty("minor"), root.StringOrEmpty("gitVersion"));
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ResourceType>> DiscoverAsync(CancellationToken cancellationToken) => Discovery.ReadAsync(_connection, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, type.Path(name.Namespace, name.Name), null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<KubernetesObject> GetSubresourceAsync(ResourceType type, NamespacedName name, string subresource, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, type.Path(name.Namespace, name.Name, subresource), null, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ObjectList> ListAsync(ResourceType type, string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        var query = new QueryString()
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("limit", options.Limit)
            .Add("continue", options.Continue)
            .Add("resourceVersion", options.ResourceVersion);
        return ListReading.Read(await _connection.SendAsync(HttpMethod.Get, $"{type.Path(@namespace)}{query}", null, cancellationToken), type);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ResourceType type, string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new QueryString()
            .Add("watch", true)
            .Add("labelSelector", options.LabelSelector)
            .Add("fieldSelector", options.FieldSelector)
            .Add("resourceVersion", options.ResourceVersion)
            .Add("allowWatchBookmarks", options.AllowBookmarks);
        using var response = await _connection.OpenAsync(HttpMethod.Get, $"{type.Path(@namespace)}{query}", null, Json, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var change in WatchReading.ReadAsync(_connection, body, cancellationToken))
        {
            yield return change;
        }
    }

    /// <inheritdoc/>
    public ValueTask<KubernetesObject> CreateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        var path = options.Subresource is null
            ? type.Path(@object.Metadata.Namespace)
            : type.Path(@object.Metadata.Namespace, @object.Metadata.Name, options.Subresource);
        return SendAsync(HttpMethod.Post, path + QueryString.Of(options), RequestBody.Json(@object.Utf8Json), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<KubernetesObject> UpdateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        var path = type.Path(@object.Metadata.Namespace, @object.Metadata.Name, options.Subresource);
        return SendAsync(HttpMethod.Put, path + QueryString.Of(options), RequestBody.Json(@object.Utf8Json), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<KubernetesObject> PatchAsync(ResourceType type, NamespacedName name, Patch patch, WriteOptions options, CancellationToken cancellationToken)
    {
        var mediaType = patch.Type switch
        {
            PatchType.Json => "application/json-patch+json",
            PatchType.Merge => "application/merge-patch+json",
            PatchType.StrategicMerge => "application/strategic-merge-patch+json",
            _ => "application/apply-patch+yaml",
        };
        var path = type.Path(name.Namespace, name.Name, options.Subresource);
        return SendAsync(HttpMethod.Patch, path + QueryString.Of(options), new RequestBody(mediaType, patch.Body), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeleteAsync(ResourceType type, NamespacedName name, DeleteOptions options, CancellationToken cancellationToken) =>
        await _connection.SendAsync(HttpMethod.Delete, type.Path(name.Namespace, name.Name), DeleteBody.Of(options), cancellationToken);

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _client.Dispose();

    private async ValueTask<KubernetesObject> SendAsync(HttpMethod method, string pathAndQuery, RequestBody? body, CancellationToken cancellationToken) =>
        KubernetesObject.FromTrusted(await _connection.SendAsync(method, pathAndQuery, body, cancellationToken));
}
