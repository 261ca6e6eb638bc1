using System.Net;
using System.Net.Http.Headers;
using k8s.Authentication;
using Sampan.Kubernetes.Errors;

namespace Sampan.Kubernetes.Clusters.Http;

/// <summary>Sends requests to an API server: authentication, protocol version, and failures as this project's exceptions.</summary>
internal sealed class ApiConnection(string cluster, HttpClient client, Uri server, ServiceClientCredentials? credentials)
{
    private readonly string _base = server.AbsoluteUri.TrimEnd('/');

    /// <summary>Sends a request and returns the successful answer's body.</summary>
    /// <exception cref="ApiException">The server refused the request.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached or broke off.</exception>
    public async ValueTask<byte[]> SendAsync(HttpMethod method, string pathAndQuery, RequestBody? body, CancellationToken cancellationToken, string accept = "application/json")
    {
        using var response = await OpenAsync(method, pathAndQuery, body, accept, cancellationToken);
        return await ReachAsync(() => response.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Sends a request and returns the successful answer before its body has arrived.</summary>
    public async ValueTask<HttpResponseMessage> OpenAsync(HttpMethod method, string pathAndQuery, RequestBody? body, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, _base + pathAndQuery)
        {
            // Negotiated where there is TLS; plain connections speak 1.1.
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
        {
            request.Content = new ReadOnlyMemoryContent(body.Content);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(body.MediaType);
        }

        var response = await ReachAsync(
            async () =>
            {
                if (credentials is not null)
                {
                    await credentials.ProcessHttpRequestAsync(request, cancellationToken);
                }

                return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            },
            cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            var answer = await ReachAsync(() => response.Content.ReadAsByteArrayAsync(cancellationToken), cancellationToken);
            throw new ApiException(StatusReading.Of(answer, (int)response.StatusCode));
        }
    }

    /// <summary>Names the cluster in every failure to reach it, and turns a timeout into one.</summary>
    public async Task<T> ReachAsync<T>(Func<Task<T>> send, CancellationToken cancellationToken)
    {
        try
        {
            return await send();
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"Cluster \"{cluster}\" at {_base} did not answer in time.", exception);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new HttpRequestException($"Cluster \"{cluster}\" at {_base} cannot be reached: {Innermost(exception).Message}", exception);
        }
    }

    private static Exception Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        return exception;
    }
}

/// <summary>What a request carries.</summary>
internal sealed record RequestBody(string MediaType, ReadOnlyMemory<byte> Content)
{
    public static RequestBody Json(ReadOnlyMemory<byte> content) => new("application/json", content);
}
