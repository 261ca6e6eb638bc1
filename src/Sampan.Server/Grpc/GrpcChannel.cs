using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Sampan.Server.Grpc;

/// <summary>
/// gRPC over HTTP/2 to one of several servers that are as good as one another. Calls go to one server until it fails,
/// then to the next; what may have been done is never asked twice.
/// </summary>
/// <remarks>
/// The wire is <c>doc/PROTOCOL-HTTP2.md</c> of grpc/grpc: POST /service/method, framed messages, the status in trailers.
/// </remarks>
internal sealed class GrpcChannel(HttpMessageHandler handler, IReadOnlyList<Uri> servers, GrpcTimeouts timeouts, TimeProvider time) : IDisposable
{
    private const string MediaType = "application/grpc";
    private readonly HttpClient _http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
    private int _preferred;

    /// <summary>The server that calls go to now.</summary>
    public Uri Server => servers[Volatile.Read(ref _preferred) % servers.Count];

    /// <summary>Asks and waits for the one answer.</summary>
    /// <param name="method">The path: <c>/package.Service/Method</c>.</param>
    /// <param name="message">The encoded request.</param>
    /// <param name="isRepeatable">Whether asking twice does no harm, so that another server may be asked after no answer.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="GrpcException">No server answered, or the answer is an error.</exception>
    public async Task<byte[]> CallAsync(string method, ReadOnlyMemory<byte> message, bool isRepeatable, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var server = Server;
            try
            {
                return await CallAsync(server, method, message, isRepeatable && servers.Count > 1 ? timeouts.Attempt : timeouts.Call, cancellationToken);
            }
            catch (GrpcException exception) when (exception.IsOfTheServer)
            {
                Leave(server);
                if (attempt >= servers.Count || (exception.WasSent && !isRepeatable))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>Asks for a stream of answers.</summary>
    /// <exception cref="GrpcException">The server cannot be reached, or refuses.</exception>
    public async Task<GrpcStream> OpenAsync(string method, ReadOnlyMemory<byte> message, IReadOnlyDictionary<string, string> metadata, CancellationToken cancellationToken)
    {
        var content = new OpenContent(GrpcFraming.Frame(message.Span), MediaType);
        using var limit = Limit(timeouts.Call, cancellationToken);
        try
        {
            using var request = Request(Server, method, content);
            foreach (var (name, value) in metadata)
            {
                request.Headers.Add(name, value);
            }

            var response = await SendAsync(request, limit.Token, cancellationToken);
            return new GrpcStream(content, response, await response.Content.ReadAsStreamAsync(cancellationToken));
        }
        catch
        {
            content.Complete();
            throw;
        }
    }

    /// <summary>Lets the next call go to the next server, unless it does already.</summary>
    public void Leave(Uri server)
    {
        var preferred = Volatile.Read(ref _preferred);
        if (servers[preferred % servers.Count] == server)
        {
            Interlocked.CompareExchange(ref _preferred, (preferred + 1) % servers.Count, preferred);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>Throws unless a finished response's status is that of a success.</summary>
    public static void CheckStatus(HttpResponseMessage response)
    {
        // An answer without messages has its status in the headers.
        if ((Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status")) is not { } status)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, "the server broke the answer off");
        }

        if (status != "0")
        {
            var message = Header(response.TrailingHeaders, "grpc-message") ?? Header(response.Headers, "grpc-message") ?? $"gRPC status {status}";
            throw new GrpcException((GrpcStatusCode)int.Parse(status, CultureInfo.InvariantCulture), Uri.UnescapeDataString(message));
        }
    }

    private async Task<byte[]> CallAsync(Uri server, string method, ReadOnlyMemory<byte> message, TimeSpan within, CancellationToken cancellationToken)
    {
        using var limit = Limit(within, cancellationToken);
        using var content = new ByteArrayContent(GrpcFraming.Frame(message.Span));
        content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        using var request = Request(server, method, content);
        request.Headers.Add("grpc-timeout", $"{(long)within.TotalMilliseconds}m");
        using var response = await SendAsync(request, limit.Token, cancellationToken);
        try
        {
            await using var messages = await response.Content.ReadAsStreamAsync(limit.Token);
            var answer = await GrpcFraming.ReadAsync(messages, limit.Token);
            // The trailers come with the end of the stream.
            await messages.CopyToAsync(Stream.Null, limit.Token);
            CheckStatus(response);
            return answer ?? throw new GrpcException(GrpcStatusCode.Unknown, "the server's answer has no message");
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw new GrpcException(GrpcStatusCode.Unavailable, exception.Message, exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, $"no answer within {within.TotalSeconds:0.#} s", exception);
        }
    }

    private static HttpRequestMessage Request(Uri server, string method, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, method))
        {
            Content = content,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken limit, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
            if (response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType == MediaType)
            {
                return response;
            }

            response.Dispose();
            throw new GrpcException(GrpcStatusCode.Unavailable, $"answered HTTP {(int)response.StatusCode}, not gRPC");
        }
        catch (HttpRequestException exception)
        {
            // Before there is a connection, nothing has been sent.
            var wasSent = exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            throw new GrpcException(GrpcStatusCode.Unavailable, (exception.InnerException ?? exception).Message, exception) { WasSent = wasSent };
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new GrpcException(GrpcStatusCode.DeadlineExceeded, "no answer in time", exception);
        }
    }

    private LinkedLimit Limit(TimeSpan within, CancellationToken cancellationToken) => new LinkedLimit(within, time, cancellationToken);

    private static string? Header(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    /// <summary>Cancelled by a token or by the time that has passed.</summary>
    private sealed class LinkedLimit : CancellationTokenSource
    {
        private readonly CancellationTokenRegistration _registration;

        public LinkedLimit(TimeSpan within, TimeProvider time, CancellationToken cancellationToken)
            : base(within, time) => _registration = cancellationToken.Register(Cancel);

        protected override void Dispose(bool disposing)
        {
            _registration.Dispose();
            base.Dispose(disposing);
        }
    }
}
