using Sampan.Kubernetes.Errors;
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
        var response = (await RespondAsync(request, cancellationToken)).WithWarnings(request.Warnings);
        cluster.Requests.Add(request.Method, response.Status);
        request.Audit?.Answered(response);
        return Compression.Apply(response, request.AcceptEncoding);
    }

    private async ValueTask<ApiResponse> RespondAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswerAsync(request, cancellationToken);
        }
        catch (PageNotFoundException exception)
        {
            return ApiResponse.Text(exception.Message + "\n", 404);
        }
        catch (ServiceUnavailableException exception)
        {
            return ApiResponse.Text(exception.Message + "\n", 503);
        }
        catch (ApiException exception)
        {
            return ObjectResponses.Failure(exception.Status, request);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            request.Audit?.Failed(exception.Message);
            return ObjectResponses.Failure(new ApiStatus(500, StatusReasons.InternalError, $"Internal error occurred: {exception.Message}"), request);
        }
    }

    private async ValueTask<ApiResponse> AnswerAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        request.Info.Path?.CheckName();
        Authorize(request);
        return request.Info is { IsResource: true, Path: { } path } info
            ? await _resources.AnswerAsync(request, path, info.Verb, cancellationToken)
            : _others.Answer(request, request.Info.Path);
    }

    /// <summary>403 if the user may not.</summary>
    public void Authorize(ApiRequest request)
    {
        var access = request.Info.Access(request);
        var decision = cluster.Authorizer.Decide(access);
        request.Audit?.Annotate("authorization.k8s.io/decision", decision.IsAllowed ? "allow" : "forbid");
        request.Audit?.Annotate("authorization.k8s.io/reason", decision.Reason);
        if (!decision.IsAllowed)
        {
            throw ClusterAuthorizer.Refuse(access, decision.Reason);
        }
    }
}
