using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Embedded;
using Sampan.Server.Registry;
using Sampan.Server.Requests;

namespace Sampan.Server.Hosting;

/// <summary>Carries HTTP requests to the clusters' APIs, and their answers back.</summary>
internal sealed class HttpHandler(EmbeddedServer server, CertificateAuthority authority, CancellationToken stopping)
{
    private const string Prefix = "/clusters/";
    private readonly ConcurrentDictionary<ServedCluster, ClusterApi> _apis = new();
    private readonly HttpAuthenticator _authenticator = new(authority);

    public async Task HandleAsync(HttpContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        try
        {
            await ResponseWriter.WriteAsync(context, await AnswerAsync(context, ending.Token), ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The client has gone, or the server is going.
        }
    }

    private async ValueTask<ApiResponse> AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(end < 0 ? target : target[..end]);
        if (Route(path) is not { } route)
        {
            return path is "/healthz" or "/livez" or "/readyz" ? ApiResponse.Text("ok") : ApiResponse.Text("404 page not found\n", 404);
        }

        var request = RequestReader.Head(context, route.Path);
        try
        {
            var user = _authenticator.Authenticate(context, route.Cluster);
            request = request with { User = user, Body = await RequestReader.BodyAsync(context, cancellationToken) };
        }
        catch (ApiException exception)
        {
            return ObjectResponses.Failure(exception.Status, request);
        }

        return await _apis.GetOrAdd(route.Cluster, cluster => new ClusterApi(cluster)).HandleAsync(request, cancellationToken);
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
