using System.Net;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Registry;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Aggregation;

/// <summary>Asks the servers behind APIServices on this server's own behalf.</summary>
internal sealed class AggregationClient(ServedCluster cluster)
{
    private const string User = "system:kube-aggregator";
    private const string Group = "system:masters";
    private const long LongestAnswer = 64 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Why the server does not serve its group version, or null if it does. Who owns the network may pretend to be the
    /// server here, and gains no more than a condition.
    /// </summary>
    public async ValueTask<string?> ProbeAsync(AggregatedService service, CancellationToken cancellationToken)
    {
        string url;
        try
        {
            var (host, port) = cluster.Endpoints.Resolve(service.Service, service.Port) switch
            {
                DnsEndPoint named => (named.Host, named.Port),
                IPEndPoint numbered => (new UriBuilder("https", numbered.Address.ToString()).Uri.Host, numbered.Port),
                var other => throw new NotSupportedException($"{other}"),
            };
            url = (service with { Port = port }).Url(host, service.Path);
        }
        catch (ApiException exception)
        {
            return exception.Message;
        }

        try
        {
            using var asked = new HttpMessageInvoker(new WebhookConnector(new WebhookAddress(url, null, 0, ""), cluster.Endpoints, cluster.Time) { Certificate = cluster.FrontProxy.Certificate, SkipsVerification = true }.Pool());
            var (status, _) = await SendAsync(asked, url, "*/*", cancellationToken);
            return (int)status is >= 200 and < 300 ? null : $"failing or missing response from {url}: bad status from {url}: {(int)status}";
        }
        catch (WebhookException exception)
        {
            return $"failing or missing response from {url}: {exception.Message}";
        }
    }

    /// <summary>A server's answer to a question that its authorities must vouch for.</summary>
    /// <exception cref="WebhookException">It does not answer, or nobody vouches for it.</exception>
    public async ValueTask<(HttpStatusCode Status, byte[] Body)> GetAsync(AggregatedService service, string path, string accept, CancellationToken cancellationToken)
    {
        var url = service.Url(service.Host, path);
        var address = new WebhookAddress(url, service.Service, service.Port, service.CaBundle);
        using var asked = new HttpMessageInvoker(new WebhookConnector(address, cluster.Endpoints, cluster.Time) { Certificate = cluster.FrontProxy.Certificate, SkipsVerification = service.SkipsVerification }.Pool());
        return await SendAsync(asked, url, accept, cancellationToken);
    }

    private async ValueTask<(HttpStatusCode Status, byte[] Body)> SendAsync(HttpMessageInvoker asked, string url, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("X-Remote-User", User);
        request.Headers.TryAddWithoutValidation("X-Remote-Group", Group);
        using var patience = new CancellationTokenSource(Patience, cluster.Time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var response = await asked.SendAsync(request, ending.Token);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, ending.Token);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(ending.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebhookException($"Get {GoText.Quote(url)}: context deadline exceeded");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new WebhookException($"Get {GoText.Quote(url)}: {WebhookException.Cause(exception)}");
        }
    }
}
