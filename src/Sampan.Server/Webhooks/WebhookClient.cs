using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Webhooks;

/// <summary>
/// Posts reviews to webhooks (apiserver/pkg/util/webhook). Connections are pooled by address: a changed certificate
/// authority opens new ones.
/// </summary>
internal sealed class WebhookClient(IServiceResolver services, TimeProvider time) : IDisposable
{
    private const int MostPools = 200;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly ConcurrentDictionary<WebhookAddress, HttpMessageInvoker> _pools = new();

    /// <summary>The answer to a review.</summary>
    /// <param name="address">Where to post it.</param>
    /// <param name="review">The review.</param>
    /// <param name="timeout">How long the webhook has to answer; it is told so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WebhookException">The webhook has not answered, or no JSON object.</exception>
    public async ValueTask<JsonElement> PostAsync(WebhookAddress address, JsonObject review, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"{address.Url}?timeout={timeout.TotalSeconds}s");
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(review.ToUtf8Bytes()) };
        request.Content.Headers.ContentType = Json;
        request.Headers.TryAddWithoutValidation("Accept", "application/json, */*");
        request.Headers.TryAddWithoutValidation("User-Agent", "kube-apiserver-admission");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = time.CreateTimer(static source => ((CancellationTokenSource)source!).Cancel(), ending, timeout, Timeout.InfiniteTimeSpan);
        try
        {
            using var response = await Pool(address).SendAsync(request, ending.Token);
            return await WebhookResponses.ReadAsync(response, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebhookException($"Post {GoText.Quote(url)}: context deadline exceeded");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new WebhookException($"Post {GoText.Quote(url)}: {WebhookException.Cause(exception)}");
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }
    }

    private HttpMessageInvoker Pool(WebhookAddress address)
    {
        // Configurations come and go; what is dropped here may be in use, and ends when its connections have idled.
        if (_pools.Count >= MostPools)
        {
            _pools.Clear();
        }

        return _pools.GetOrAdd(address, static (address, self) => new HttpMessageInvoker(new WebhookConnector(address, self.services, self.time).Pool()), (services, time));
    }
}
