using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Registry;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>Carries HTTP requests to the clusters' APIs, and their answers back: who asks, as whom, what is told of it.</summary>
internal sealed class HttpHandler(EmbeddedServer server, HttpAuthenticator authenticator, AuditLog? audit, CancellationToken stopping)
{
    private const string Prefix = "/clusters/";
    private readonly ConcurrentDictionary<ServedCluster, ClusterApi> _apis = new();

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            var id = RequestReader.AuditId(context);
            context.Response.Headers["Audit-Id"] = id;
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var end = target.IndexOf('?', StringComparison.Ordinal);
            var path = Uri.UnescapeDataString(end < 0 ? target : target[..end]);
            if (Route(path) is { } route)
            {
                await ServeAsync(context, route.Cluster, RequestReader.Head(context, route.Path), id, ending.Token);
            }
            else
            {
                var answer = path is "/healthz" or "/livez" or "/readyz" ? HealthChecks.All(server.Store, path[1..], isVerbose: false) : ApiResponse.Text("404 page not found\n", 404);
                await ResponseWriter.WriteAsync(context, answer, ending.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server is going.
        }
    }

    private async ValueTask ServeAsync(HttpContext context, ServedCluster cluster, ApiRequest request, string id, CancellationToken cancellationToken)
    {
        AuditTrail? trail = null;
        var isLongRunning = false;
        try
        {
            ApiResponse response;
            try
            {
                var (user, refusal) = await IdentifyAsync(context, cluster, cancellationToken);
                request = request with { User = user ?? UserInfo.Anonymous };
                isLongRunning = request.Info.IsLongRunning;
                trail = audit?.Begin(new AuditSubject(user, request.Info.Verb, request.Path, request.Info.Path?.Version ?? "", request.Info.IsResource ? request.Info.Access(request) : null), RequestReader.Audited(context, id));
                trail?.Write(AuditStage.RequestReceived);
                if (refusal is not null)
                {
                    trail?.Unauthenticated(HttpAuthenticator.Attempted(context));
                    refusal.Throw();
                }

                response = await AnswerAsync(context, cluster, request with { Audit = trail }, cancellationToken);
            }
            catch (ApiException exception)
            {
                response = ObjectResponses.Failure(exception.Status, request);
                trail?.Answered(response);
            }

            if (isLongRunning)
            {
                trail?.Write(AuditStage.ResponseStarted);
            }

            await ResponseWriter.WriteAsync(context, response, cancellationToken);
        }
        finally
        {
            trail?.End();
        }
    }

    // Who fails to prove who they are is audited before they are refused.
    private async ValueTask<(UserInfo? User, ExceptionDispatchInfo? Refusal)> IdentifyAsync(HttpContext context, ServedCluster cluster, CancellationToken cancellationToken)
    {
        try
        {
            return (await authenticator.IdentifyAsync(context, cluster, cancellationToken), null);
        }
        catch (ApiException exception)
        {
            return (null, ExceptionDispatchInfo.Capture(exception));
        }
    }

    private async ValueTask<ApiResponse> AnswerAsync(HttpContext context, ServedCluster cluster, ApiRequest request, CancellationToken cancellationToken)
    {
        var acting = Impersonation.Apply(context.Request.Headers, request.User, cluster.Authorizer);
        if (request.Audit is not null && acting != request.User)
        {
            request.Audit.ImpersonatedUser = acting;
        }

        request = request with { User = acting, Body = await RequestReader.BodyAsync(context, cancellationToken) };
        return await _apis.GetOrAdd(cluster, cluster => new ClusterApi(cluster)).HandleAsync(request, cancellationToken);
    }

    private (ServedCluster Cluster, string Path)? Route(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = path.IndexOf('/', Prefix.Length);
        var name = end < 0 ? path[Prefix.Length..] : path[Prefix.Length..end];
        return server.TryFind(name) is { } cluster ? (cluster, end < 0 ? "/" : path[end..]) : null;
    }
}
