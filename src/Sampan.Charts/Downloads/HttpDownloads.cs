using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Sampan.Charts.Downloads;

/// <summary>Gets files from servers: with their credentials, within limits of size and time; again when a server is busy, and on from where it ended when a connection breaks.</summary>
/// <param name="time">The clock that waits are measured with.</param>
public sealed class HttpDownloads(TimeProvider time) : IDisposable
{
    private const string UserAgent = "Helm/3.21";
    private const int Attempts = 4;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<DownloadAccess, HttpClient> _clients = new();

    /// <summary>Is told how far each download is; null: nobody asks.</summary>
    public IProgress<DownloadProgress>? Progress { get; init; }

    /// <summary>Gets a file; throws <see cref="ChartException"/> with Helm's message when the server is not reached, does not answer 200, or sends too much.</summary>
    public async Task<byte[]> GetAsync(Uri address, DownloadAccess access, long limit, string? accept, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(access);
        var response = await SendAsync(() => Request(address, access, accept), access, limit, cancellationToken);
        return response.Status == HttpStatusCode.OK
            ? response.Body
            : throw new ChartException($"failed to fetch {address.OriginalString} : {response.StatusText}");
    }

    /// <summary>Sends a request and reads its answer whole; what may succeed later is tried again. Throws <see cref="ChartException"/>.</summary>
    internal async Task<DownloadResponse> SendAsync(Func<HttpRequestMessage> makeRequest, DownloadAccess access, long limit, CancellationToken cancellationToken)
    {
        var client = _clients.GetOrAdd(access with { Address = "", Username = "", Password = "", PassCredentialsAll = false, PlainHttp = false }, NewClient);
        using var partial = new PartialDownload();
        for (var attempt = 1; ; attempt++)
        {
            using var request = makeRequest();
            partial.AskForTheRest(request);
            try
            {
                var response = await SendOnceAsync(client, request, partial, access.Timeout, limit, cancellationToken);
                if (attempt == Attempts || !IsTransient(response.Status))
                {
                    return response;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                if (attempt == Attempts || !IsTransient(exception))
                {
                    throw new NetworkException(NetworkError.Describe(request.Method.Method, request.RequestUri!, exception), exception);
                }
            }

            await Task.Delay(FirstWait * (1 << (attempt - 1)), time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    /// <summary>The value of a header for basic authentication.</summary>
    internal static AuthenticationHeaderValue Basic(string username, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}")));

    private static HttpRequestMessage Request(Uri address, DownloadAccess access, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (access.HasCredentialsFor(address))
        {
            request.Headers.Authorization = Basic(access.Username, access.Password);
        }

        return request;
    }

    private async Task<DownloadResponse> SendOnceAsync(HttpClient client, HttpRequestMessage request, PartialDownload partial, TimeSpan timeout, long limit, CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        var body = request.Method == HttpMethod.Head ? [] : await ReadAsync(response, partial, request.RequestUri!, limit, either.Token);

        // The last part of a file is as good as the whole, which is there now.
        var (status, reason) = response.StatusCode == HttpStatusCode.PartialContent ? (HttpStatusCode.OK, "OK") : (response.StatusCode, response.ReasonPhrase);
        return new DownloadResponse(status, $"{(int)status} {reason}".TrimEnd(), response.Headers, response.Content.Headers, body);
    }

    private async Task<byte[]> ReadAsync(HttpResponseMessage response, PartialDownload partial, Uri address, long limit, CancellationToken cancellationToken)
    {
        partial.Begin(response);
        var total = partial.Length + response.Content.Headers.ContentLength;
        if (total > limit)
        {
            throw TooLarge(address, limit);
        }

        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            var chunk = new byte[64 * 1024];
            int count;
            while ((count = await body.ReadAsync(chunk, cancellationToken)) > 0)
            {
                if (partial.Length + count > limit)
                {
                    throw TooLarge(address, limit);
                }

                partial.Add(chunk.AsSpan(0, count));
                Progress?.Report(new DownloadProgress(address, partial.Length, total, IsOver: false));
            }
        }
        finally
        {
            Progress?.Report(new DownloadProgress(address, partial.Length, total, IsOver: true));
        }

        return partial.ToArray();
    }

    private static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    /// <summary>A connection that broke midway may hold next time; a host that is not there stays away.</summary>
    private static bool IsTransient(Exception exception) =>
        exception is HttpIOException || (exception is HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.Unknown } and { InnerException: IOException }) || exception.GetType() == typeof(IOException);

    private static ChartException TooLarge(Uri address, long limit) =>
        new($"{address.OriginalString} is larger than {limit} bytes", "check that the address is right");

    private static HttpClient NewClient(DownloadAccess access)
    {
        var handler = new SocketsHttpHandler { SslOptions = TlsOptions.Of(access), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.ParseAdd(UserAgent);
        return client;
    }
}
