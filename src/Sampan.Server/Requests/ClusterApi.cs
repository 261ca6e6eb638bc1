using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Authorization;
using Sampan.Server.Registry;

namespace Sampan.Server.Requests;

/// <summary>One cluster's API: every request comes through here, whatever carries it.</summary>
internal sealed class ClusterApi(ServedCluster cluster)
{
    private readonly ResourceApi _resources = new(cluster);
    private readonly NonResourceApi _others = new(cluster);

    /// <summary>Answers a request. Refusals and failures are answers too: nothing is thrown but cancellation.</summary>
    public async ValueTask<ApiResponse> HandleAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await RespondAsync(request, cancellationToken);
        cluster.Requests.Add(request.Method, response.Status);
        return response;
    }

    private async ValueTask<ApiResponse> RespondAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return Compression.Apply(await AnswerAsync(request, cancellationToken), request.AcceptEncoding);
        }
        catch (PageNotFoundException exception)
        {
            return ApiResponse.Text(exception.Message + "\n", 404);
        }
        catch (ApiException exception)
        {
            return ObjectResponses.Failure(exception.Status, request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return ObjectResponses.Failure(new ApiStatus(500, StatusReasons.InternalError, $"Internal error occurred: {exception.Message}"), request);
        }
    }

    private async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var path = ResourcePath.Parse(request.Path);
        if (path is null || path.Plural.Length == 0)
        {
            cluster.Authorizer.Check(AccessRequest.OfPath(request.User, request.Method, request.Path));
            return _others.Answer(request, path);
        }

        var verb = RequestVerb.Of(request, path);
        cluster.Authorizer.Check(Access(request, path, verb));
        return await _resources.AnswerAsync(request, path, verb, cancellationToken);
    }

    // A list of one name is allowed to whom that name is.
    private static AccessRequest Access(ApiRequest request, ResourcePath path, string verb)
    {
        var fields = verb is "list" or "watch" or "deletecollection" ? Fields(request) : FieldSelector.Everything;
        var name = path.Name.Length > 0 ? path.Name : fields.Exactly("metadata.name") ?? "";
        return AccessRequest.OfResource(request.User, verb, path.Group, path.Plural, path.Subresource, path.Namespace, name) with { Fields = fields };
    }

    // What cannot be read selects nothing here, and is refused when it is used.
    private static FieldSelector Fields(ApiRequest request)
    {
        try
        {
            return FieldSelector.Parse(request.Query.Text("fieldSelector"));
        }
        catch (FormatException)
        {
            return FieldSelector.Everything;
        }
    }
}
