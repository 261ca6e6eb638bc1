using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Aggregation;
using Sampan.Server.Registry;
using Sampan.Server.Subresources;

namespace Sampan.Server.Requests;

/// <summary>Requests to resources: the verbs.</summary>
internal sealed class ResourceApi(ServedCluster cluster)
{
    private readonly SubresourceApi _subresources = new(cluster);
    private readonly ReviewApi _reviews = new(cluster);

    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, ResourcePath path, string verb, CancellationToken cancellationToken)
    {
        var resource = Resource(path);
        CheckAllowed(resource, path, verb);
        if (resource.DeprecationWarning.Length > 0)
        {
            request.Warnings.Add(resource.DeprecationWarning);
        }

        return await AnswerAsync(request, path, resource, verb, cancellationToken);
    }

    private async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, ResourcePath path, ServedResource resource, string verb, CancellationToken cancellationToken)
    {
        var name = new NamespacedName(resource.Type.Namespaced ? path.Namespace : "", path.Name);
        if (path.Subresource.Length > 0)
        {
            return await _subresources.AnswerAsync(request, path, resource, name, verb, cancellationToken);
        }

        return verb switch
        {
            "get" when ComponentStatuses.Serves(resource.Type) => Component(request, resource, name.Name),
            "list" when ComponentStatuses.Serves(resource.Type) => Components(request, resource),
            "create" when resource.Type is { Group: "", Plural: "bindings" } => await BindAsync(request, resource, name.Namespace, cancellationToken),
            "get" => await GetAsync(request, resource, name, cancellationToken),
            "list" => await ListAsync(request, resource, path, cancellationToken),
            "watch" => Watch(request, resource, path, cancellationToken),
            "create" when !resource.Description.IsStored => await _reviews.AnswerAsync(request, resource, path, cancellationToken),
            "create" => await CreateAsync(request, resource, name, cancellationToken),
            "update" => await UpdateAsync(request, resource, name, cancellationToken),
            "patch" => await PatchAsync(request, resource, name, cancellationToken),
            "delete" => await DeleteAsync(request, resource, name, cancellationToken),
            "deletecollection" => await DeleteCollectionAsync(request, resource, path, cancellationToken),
            _ => throw ApiErrors.MethodNotAllowed(),
        };
    }

    private ServedResource Resource(ResourcePath path)
    {
        if (cluster.Resources.Find(path.Group, path.Version, path.Plural) is { } found)
        {
            return found;
        }

        if (ApiServices.IsRemote(cluster, path.Group, path.Version))
        {
            throw new ServiceUnavailableException();
        }

        // Whoever has no such group, or only custom resources in it, answers for paths and not for versions.
        var inGroup = cluster.Resources.Resources.Where(resource => resource.Type.Group == path.Group).ToList();
        if (path.Group.Length > 0 && inGroup.TrueForAll(resource => resource.IsCustom && resource.Type.Version != path.Version))
        {
            throw new PageNotFoundException();
        }

        throw ApiErrors.ResourceNotFound();
    }

    private static void CheckAllowed(ServedResource resource, ResourcePath path, string verb)
    {
        if (path.IsInNamespace && path.Namespace.Length > 0 && !resource.Type.Namespaced)
        {
            throw ApiErrors.ResourceNotFound();
        }

        IReadOnlyList<string> verbs = resource.Description.Verbs;
        if (path.Subresource.Length > 0)
        {
            verbs = (resource.Description.Subresource(path.Subresource) ?? throw (resource.IsCustom ? ApiException.NotFound(resource.Type, path.Name) : ApiErrors.ResourceNotFound())).Verbs;
            if (path.Rest.Length > 0 && path.Subresource != "proxy")
            {
                throw ApiErrors.ResourceNotFound();
            }
        }

        var isAcrossNamespaces = resource.Type.Namespaced && path.Namespace.Length == 0 && path.Name.Length == 0;
        var isMisplaced = verb switch
        {
            "create" => path.Name.Length > 0 != path.Subresource.Length > 0 || (isAcrossNamespaces && resource.Description.IsStored),
            "update" or "patch" => path.Name.Length == 0,
            "deletecollection" => isAcrossNamespaces,
            _ => false,
        };
        if (!verbs.Contains(verb) || isMisplaced)
        {
            throw ApiErrors.MethodNotAllowed();
        }
    }

    private ApiResponse Component(ApiRequest request, ServedResource resource, string name)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        return ObjectResponses.Of(ComponentStatuses.Get(resource, name), resource, representation, Table(request, representation));
    }

    private ApiResponse Components(ApiRequest request, ServedResource resource)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        return ListResponses.Of(ComponentStatuses.List(cluster), resource, representation, Table(request, representation));
    }

    // The older way to bind a pod: the Binding names it.
    private async ValueTask<ApiResponse> BindAsync(ApiRequest request, ServedResource resource, string @namespace, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: false);
        var write = WriteParameters.Read(request, "CreateOptions");
        var binding = RequestObject.Read(request, resource, write);
        ObjectNaming.SetNamespace(binding, resource.Type, @namespace);
        var pod = new NamespacedName(@namespace, binding.Metadata().Text("name"));
        var answer = await SubresourcePost.RunAsync(cluster, cluster.Resource(WellKnownTypes.Pods), pod, "binding", binding, write, cancellationToken);
        return ObjectResponses.Of(answer, representation, 201);
    }

    private async ValueTask<ApiResponse> GetAsync(ApiRequest request, ServedResource resource, NamespacedName name, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        return ObjectResponses.Of(await cluster.Reader.GetAsync(resource, name, request.Query.Text("resourceVersion"), cancellationToken), resource, representation, Table(request, representation));
    }

    private async ValueTask<ApiResponse> ListAsync(ApiRequest request, ServedResource resource, ResourcePath path, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        return ListResponses.Of(await cluster.Reader.ListAsync(resource, Select(request, resource, path), ListRequest(request), cancellationToken), resource, representation, Table(request, representation));
    }

    private ApiResponse Watch(ApiRequest request, ServedResource resource, ResourcePath path, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var watch = WatchParameters.Read(request);
        var events = cluster.Watcher.WatchAsync(resource, Select(request, resource, path), watch, cancellationToken);
        return new ApiResponse { Stream = WatchResponses.Encode(events, WatchResponses.Encoder(resource, representation, Table(request, representation)), cancellationToken) };
    }

    private async ValueTask<ApiResponse> CreateAsync(ApiRequest request, ServedResource resource, NamespacedName name, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var write = WriteParameters.Read(request, "CreateOptions");
        var draft = RequestObject.Read(request, resource, write);
        var created = await cluster.Creator.CreateAsync(resource, name.Namespace, draft, write, cancellationToken);
        return ObjectResponses.Of(created, resource, representation, Table(request, representation), 201);
    }

    private async ValueTask<ApiResponse> UpdateAsync(ApiRequest request, ServedResource resource, NamespacedName name, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var write = WriteParameters.Read(request, "UpdateOptions");
        var draft = RequestObject.Read(request, resource, write);
        ObjectNaming.Match(draft, resource.Type, name);
        var result = await cluster.Updater.UpdateAsync(resource, name, ObjectChange.Put(resource, draft), write, cancellationToken);
        return ObjectResponses.Of(result.Object, resource, representation, Table(request, representation), result.IsCreated ? 201 : 200);
    }

    private async ValueTask<ApiResponse> PatchAsync(ApiRequest request, ServedResource resource, NamespacedName name, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var write = WriteParameters.Read(request, "PatchOptions");
        var change = PatchChange.Of(cluster, resource, RequestPatch.Read(request, resource), null, write);
        var result = await cluster.Updater.UpdateAsync(resource, name, change, write, cancellationToken);
        return ObjectResponses.Of(result.Object, resource, representation, Table(request, representation), result.IsCreated ? 201 : 200);
    }

    private async ValueTask<ApiResponse> DeleteAsync(ApiRequest request, ServedResource resource, NamespacedName name, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var options = DeleteParameters.Read(request);
        var result = await cluster.Deleter.DeleteAsync(resource, name, options, cancellationToken);
        var response = !result.IsGone || resource.Traits.ReturnsDeletedObject
            ? ObjectResponses.Of(result.Object, resource, representation, Table(request, representation))
            : ObjectResponses.Of(DeleteResponses.Success(resource, result.Object), representation with { As = "" });
        return response;
    }

    private async ValueTask<ApiResponse> DeleteCollectionAsync(ApiRequest request, ServedResource resource, ResourcePath path, CancellationToken cancellationToken)
    {
        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        var options = DeleteParameters.Read(request) with { IsOfCollection = true };
        var list = await cluster.Reader.ListAsync(resource, Select(request, resource, path), ListRequest(request), cancellationToken);
        foreach (var found in list.Items)
        {
            try
            {
                await cluster.Deleter.DeleteAsync(resource, found.NamespacedName, options, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                // Somebody else was faster; it is gone either way.
            }
        }

        return ListResponses.Of(list, resource, representation, Table(request, representation));
    }

    private TableForm Table(ApiRequest request, Representation representation) =>
        representation.IsTable ? new TableForm(representation.Version, TableResponses.Include(request), cluster.Time.GetUtcNow()) : default;

    private static Selection Select(ApiRequest request, ServedResource resource, ResourcePath path)
    {
        var fields = request.Query.Text("fieldSelector");
        if (path.IsWatch && path.Name.Length > 0)
        {
            fields = $"metadata.name={path.Name}";
        }

        return Selection.Of(resource, path.Namespace, request.Query.Text("labelSelector"), fields);
    }

    private static ListRequest ListRequest(ApiRequest request) => new()
    {
        Limit = request.Query.Integer("limit") ?? 0,
        Continue = request.Query.Text("continue"),
        ResourceVersion = request.Query.Text("resourceVersion"),
        ResourceVersionMatch = request.Query.Text("resourceVersionMatch"),
    };
}
