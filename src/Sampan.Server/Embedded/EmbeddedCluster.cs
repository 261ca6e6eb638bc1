using System.Runtime.CompilerServices;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Authorization;
using Sampan.Server.CustomResources;
using Sampan.Server.Registry;
using Sampan.Server.Subresources;

namespace Sampan.Server.Embedded;

/// <summary>The in-process door to an embedded cluster: objects are the stored ones, shared with every other reader.</summary>
internal sealed class EmbeddedCluster(ServedCluster cluster, UserInfo user) : ICluster
{
    public string Name => cluster.Name;

    public ValueTask<ClusterVersion> GetVersionAsync(CancellationToken cancellationToken) => ValueTask.FromResult(ServerVersion.Current);

    public ValueTask<IReadOnlyList<ResourceType>> DiscoverAsync(CancellationToken cancellationToken)
    {
        DefinitionServing.CatchUp(cluster);
        return ValueTask.FromResult<IReadOnlyList<ResourceType>>([.. cluster.Resources.Resources.Select(resource => resource.Type)]);
    }

    public async ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("get", type, name, null, cancellationToken);
        return await cluster.Reader.GetAsync(resource, name, "", cancellationToken);
    }

    public async ValueTask<KubernetesObject> GetSubresourceAsync(ResourceType type, NamespacedName name, string subresource, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("get", type, name, subresource, cancellationToken);
        var found = await cluster.Reader.GetAsync(resource, name, "", cancellationToken);
        return subresource == "scale" ? KubernetesObject.From(ScaleSubresource.Existing(resource, found)) : found;
    }

    public async ValueTask<ObjectList> ListAsync(ResourceType type, string? @namespace, ListOptions options, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("list", type, new NamespacedName(@namespace ?? "", ""), null, cancellationToken);
        var selection = Selection.Of(resource, @namespace, options.LabelSelector, options.FieldSelector);
        var request = new ListRequest { Limit = options.Limit, Continue = options.Continue ?? "", ResourceVersion = options.ResourceVersion ?? "" };
        var list = await cluster.Reader.ListAsync(resource, selection, request, cancellationToken);
        return new ObjectList(list.Items, list.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), list.Continue);
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(ResourceType type, string? @namespace, WatchOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("watch", type, new NamespacedName(@namespace ?? "", ""), null, cancellationToken);
        var selection = Selection.Of(resource, @namespace, options.LabelSelector, options.FieldSelector);
        var request = new WatchRequest { ResourceVersion = options.ResourceVersion ?? "0", AllowBookmarks = options.AllowBookmarks };
        await foreach (var change in cluster.Watcher.WatchAsync(resource, selection, request, cancellationToken))
        {
            yield return change;
        }
    }

    public async ValueTask<KubernetesObject> CreateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("create", type, @object.NamespacedName, options.Subresource, cancellationToken);
        var request = Request(options);
        return options.Subresource is null
            ? await cluster.Creator.CreateAsync(resource, @object.Metadata.Namespace, DraftDecoding.Decode(@object.ToDraft(), resource, [], request), request, cancellationToken)
            : KubernetesObject.From(await SubresourcePost.RunAsync(cluster, resource, @object.NamespacedName, options.Subresource, @object.ToDraft(), request, cancellationToken));
    }

    public async ValueTask<KubernetesObject> UpdateAsync(ResourceType type, KubernetesObject @object, WriteOptions options, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("update", type, @object.NamespacedName, options.Subresource, cancellationToken);
        var body = @object.ToDraft();
        body = options.Subresource == "scale" ? body : DraftDecoding.Decode(body, resource, [], Request(options));
        var change = options.Subresource == "scale" ? ScaleSubresource.Change(resource, _ => body, isPut: true) : ObjectChange.Put(resource, body, options.Subresource);
        return await ChangeAsync(resource, @object.NamespacedName, change, options, cancellationToken);
    }

    public async ValueTask<KubernetesObject> PatchAsync(ResourceType type, NamespacedName name, Patch patch, WriteOptions options, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("patch", type, name, options.Subresource, cancellationToken);
        var change = options.Subresource == "scale"
            ? ScaleSubresource.Change(resource, PatchChange.Applier(resource, patch), isPut: false)
            : PatchChange.Of(cluster, resource, patch, options.Subresource, Request(options));
        return await ChangeAsync(resource, name, change, options, cancellationToken);
    }

    public async ValueTask DeleteAsync(ResourceType type, NamespacedName name, DeleteOptions options, CancellationToken cancellationToken)
    {
        var resource = await AllowedAsync("delete", type, name, null, cancellationToken);
        await cluster.Deleter.DeleteAsync(resource, name, DeleteRequest.Of(options, user), cancellationToken);
    }

    private async ValueTask<KubernetesObject> ChangeAsync(ServedResource resource, NamespacedName name, ObjectChange change, WriteOptions options, CancellationToken cancellationToken)
    {
        var result = await cluster.Updater.UpdateAsync(resource, name, change, Request(options), cancellationToken);
        return change.Subresource == "scale" ? KubernetesObject.From(ScaleSubresource.Of(resource, result.Object)) : result.Object;
    }

    private ValueTask<ServedResource> AllowedAsync(string verb, ResourceType type, NamespacedName name, string? subresource, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var resource = cluster.Resource(type);
        cluster.Authorizer.Check(AccessRequest.OfResource(user, verb, type.Group, type.Plural, subresource ?? "", type.Namespaced ? name.Namespace : "", name.Name));
        return subresource is not null && resource.Description.Subresource(subresource) is null ? throw ApiErrors.ResourceNotFound() : ValueTask.FromResult(resource);
    }

    private WriteRequest Request(WriteOptions options) => new()
    {
        User = user,
        FieldManager = options.FieldManager ?? user.Name,
        DryRun = options.DryRun,
        Force = options.Force,
        Given = new GivenOptions(options.FieldManager ?? "", ""),
    };
}
