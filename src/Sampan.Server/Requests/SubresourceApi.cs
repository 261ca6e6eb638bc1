using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;
using Sampan.Server.Subresources;

namespace Sampan.Server.Requests;

/// <summary>Requests to subresources.</summary>
internal sealed class SubresourceApi(ServedCluster cluster)
{
    public async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, ResourcePath path, ServedResource resource, NamespacedName name, string verb, CancellationToken cancellationToken)
    {
        if (NodeConnections.Serves(path.Subresource))
        {
            await cluster.Admission.AdmitAsync(NodeConnections.Attributes(request, resource, name, path.Subresource), cancellationToken);
            throw NodeConnections.Refuse(cluster, resource, name, path.Subresource);
        }

        if (path.Subresource == "log")
        {
            return PodLog.Answer(cluster, cluster.Reader.Stored(resource, name), request.Query.Text("container"));
        }

        var representation = Representation.Negotiate(request.Accept, allowsForms: true);
        switch (verb)
        {
            case "get":
                var found = await cluster.Reader.GetAsync(resource, name, request.Query.Text("resourceVersion"), cancellationToken);
                return path.Subresource == "scale" ? ObjectResponses.Of(ScaleSubresource.Existing(resource, found), representation) : ObjectResponses.Of(found, resource, representation, Table(request, representation));
            case "create":
                return await PostAsync(request, path, resource, name, representation, cancellationToken);
            case "update":
                return await PutAsync(request, path, resource, name, representation, cancellationToken);
            case "patch":
                return await PatchAsync(request, path, resource, name, representation, cancellationToken);
            default:
                throw ApiErrors.MethodNotAllowed();
        }
    }

    private async ValueTask<ApiResponse> PostAsync(ApiRequest request, ResourcePath path, ServedResource resource, NamespacedName name, Representation representation, CancellationToken cancellationToken)
    {
        var write = WriteParameters.Read(request, "CreateOptions");
        var kind = resource.Description.Subresource(path.Subresource)!.Kind;
        var body = RequestObject.Read(request, kind, write);
        var answer = await SubresourcePost.RunAsync(cluster, resource, name, path.Subresource, body, write, cancellationToken);
        return ObjectResponses.Of(answer, representation, 201);
    }

    private async ValueTask<ApiResponse> PutAsync(ApiRequest request, ResourcePath path, ServedResource resource, NamespacedName name, Representation representation, CancellationToken cancellationToken)
    {
        var write = WriteParameters.Read(request, "UpdateOptions");
        var kind = resource.Description.Subresource(path.Subresource)!.Kind;
        var body = path.Subresource is "status" or "finalize" or "approval" ? RequestObject.Read(request, resource, write) : RequestObject.Read(request, kind, write);
        ObjectNaming.Match(body, resource.Type, name);
        var change = path.Subresource == "scale"
            ? ScaleSubresource.Change(resource, _ => body.DeepClone().AsObject(), isPut: true)
            : ObjectChange.Put(resource, body, path.Subresource) with { CreatesMissing = false };
        return await ChangeAsync(request, resource, name, change, write, representation, cancellationToken);
    }

    private async ValueTask<ApiResponse> PatchAsync(ApiRequest request, ResourcePath path, ServedResource resource, NamespacedName name, Representation representation, CancellationToken cancellationToken)
    {
        var write = WriteParameters.Read(request, "PatchOptions");
        var patch = RequestPatch.Read(request, resource);
        var change = path.Subresource == "scale"
            ? ScaleSubresource.Patch(resource, patch, write)
            : PatchChange.Of(cluster, resource, patch, path.Subresource, write);
        return await ChangeAsync(request, resource, name, change, write, representation, cancellationToken);
    }

    private async ValueTask<ApiResponse> ChangeAsync(ApiRequest request, ServedResource resource, NamespacedName name, ObjectChange change, WriteRequest write, Representation representation, CancellationToken cancellationToken)
    {
        var result = await cluster.Updater.UpdateAsync(resource, name, change, write, cancellationToken);
        var response = change.Subresource == "scale"
            ? ObjectResponses.Of(ScaleSubresource.Of(resource, result.Object), representation)
            : ObjectResponses.Of(result.Object, resource, representation, Table(request, representation));
        return response;
    }

    private TableForm Table(ApiRequest request, Representation representation) =>
        representation.IsTable ? new TableForm(representation.Version, TableResponses.Include(request), cluster.Time.GetUtcNow()) : default;
}
