using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting.Concurrency;
using Sampan.Server.Proxying;
using Sampan.Server.Registry;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>Carries HTTP requests to the clusters' APIs, and their answers back: who asks, as whom, when it is their turn, what is told of it.</summary>
/// <param name="server">The clusters.</param>
/// <param name="authenticator">Who asks.</param>
/// <param name="gate">When it is their turn.</param>
/// <param name="audit">What is told of it, or null.</param>
/// <param name="writer">How answers go back.</param>
/// <param name="shutdown">When the server is going.</param>
internal sealed class HttpHandler(EmbeddedServer server, HttpAuthenticator authenticator, RequestGate gate, AuditLog? audit, ResponseWriter writer, EndpointShutdown shutdown)
{
    private const string Prefix = "/clusters/";
    private readonly ConcurrentDictionary<ServedCluster, ClusterApi> _apis = new();

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            var id = RequestReader.AuditId(context);
            context.Response.Headers["Audit-Id"] = id;
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var end = target.IndexOf('?', StringComparison.Ordinal);
            var path = Uri.UnescapeDataString(end < 0 ? target : target[..end]);
            if (Route(path) is { } route)
            {
                await ServeAsync(context, route.Cluster, RequestReader.Head(context, route.Path), id);
            }
            else
            {
                var answer = path is "/healthz" or "/livez" or "/readyz" ? Health(path[1..]) : ApiResponse.Text("404 page not found\n", 404);
                await writer.WriteAsync(context, answer, context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server is going.
        }
    }

    private async ValueTask ServeAsync(HttpContext context, ServedCluster cluster, ApiRequest request, string id)
    {
        // Streams end with the server; what is short is finished.
        using var ending = request.Info.IsLongRunning ? CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, shutdown.Stopping) : null;
        var cancellationToken = ending?.Token ?? context.RequestAborted;
        AuditTrail? trail = null;
        IDisposable? seat = null;
        try
        {
            ApiResponse response;
            try
            {
                var (user, refusal) = await IdentifyAsync(context, cluster, cancellationToken);
                request = request with { User = user ?? UserInfo.Anonymous };
                trail = audit?.Begin(new AuditSubject(user, request.Info.Verb, request.Path, request.Info.Path?.Version ?? "", request.Info.IsResource ? request.Info.Access(request) : null), RequestReader.Audited(context, id));
                trail?.Write(AuditStage.RequestReceived);
                if (refusal is not null)
                {
                    trail?.Unauthenticated(HttpAuthenticator.Attempted(context));
                    refusal.Throw();
                }

                request = Act(context, cluster, request with { Audit = trail });
                (var isIn, seat) = await gate.EnterAsync(request, cancellationToken);
                response = isIn ? await AnswerAsync(context, cluster, request, cancellationToken) : RequestGate.TurnedAway;
            }
            catch (ApiException exception)
            {
                response = ObjectResponses.Failure(exception.Status, request);
                trail?.Answered(response);
            }

            if (request.Info.IsLongRunning)
            {
                trail?.Write(AuditStage.ResponseStarted);
            }

            await writer.WriteAsync(context, response, cancellationToken);
            if (response.Upstream is not null)
            {
                trail?.PassedOn(context.Response.StatusCode);
            }
        }
        finally
        {
            seat?.Dispose();
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

    private static ApiRequest Act(HttpContext context, ServedCluster cluster, ApiRequest request)
    {
        var acting = Impersonation.Apply(context.Request.Headers, request.User, cluster.Authorizer);
        if (request.Audit is not null && acting != request.User)
        {
            request.Audit.ImpersonatedUser = acting;
        }

        return request with { User = acting };
    }

    private async ValueTask<ApiResponse> AnswerAsync(HttpContext context, ServedCluster cluster, ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Path == "/readyz" && shutdown.IsAnnounced)
        {
            return Health("readyz");
        }

        var api = _apis.GetOrAdd(cluster, cluster => new ClusterApi(cluster));
        if (ClusterProxy.IsProxied(cluster, request.Info.Path))
        {
            api.Authorize(request);
            // An embedded member is here; it authorizes whoever asks by its own rules.
            return server.TryFind(request.Info.Path!.Name) is { } member && member != cluster
                ? await AnswerAsync(context, member, request.At(ClusterProxy.MemberPath(request.Path)), cancellationToken)
                : new ApiResponse { Upstream = ClusterProxy.Target(cluster, request, request.Info.Path.Name, RawPath(context)) };
        }

        if (AggregatedApi.Target(cluster, request, RawPath(context)) is { } target)
        {
            api.Authorize(request);
            return new ApiResponse { Upstream = target };
        }

        return await api.HandleAsync(request with { Body = await RequestReader.BodyAsync(context, cancellationToken) }, cancellationToken);
    }

    // Path and query within the cluster, not decoded.
    private static string RawPath(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        return target[Math.Max(target.IndexOf('/', Prefix.Length), 0)..];
    }

    private ApiResponse Health(string endpoint) => endpoint == "readyz" && shutdown.IsAnnounced
        ? ApiResponse.Text("[+]ping ok\n[-]shutdown failed: reason withheld\nreadyz check failed\n", 500)
        : HealthChecks.All(server.Store, endpoint, isVerbose: false);

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
