using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using k8s;

namespace Sampan.Benchmarks;

/// <summary>
/// A client of an API server that costs as little as can be, for it shares the processors with the server: requests over
/// HTTP/2, answers read to their end but not looked into, events counted by their line feeds.
/// </summary>
internal sealed class LoadClient : IDisposable
{
    public const string MergePatch = "application/merge-patch+json";
    private readonly HttpClient _client;

    private LoadClient(HttpClient client) => _client = client;

    /// <summary>A client with the credentials of a kubeconfig's context.</summary>
    public static LoadClient Connect(string kubeconfig, string context)
    {
        var settings = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig, context);
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(settings.SslCaCerts);
        var certificate = X509Certificate2.CreateFromPem(Text(settings.ClientCertificateData), Text(settings.ClientCertificateKeyData));
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust, ClientCertificates = [certificate] },
        };
        return new LoadClient(new HttpClient(handler)
        {
            BaseAddress = new Uri(settings.Host.TrimEnd('/') + "/"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Timeout = Timeout.InfiniteTimeSpan,
        });
    }

    /// <summary>The collection's version, to watch from.</summary>
    public async Task<string> VersionAsync(string path) =>
        JsonElement.Parse(await _client.GetByteArrayAsync($"{path}?limit=1")).GetProperty("metadata").GetProperty("resourceVersion").GetString()!;

    public Task GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task PostAsync(string path, byte[] body) => SendAsync(HttpMethod.Post, path, body, "application/json");

    public Task PatchAsync(string path, byte[] body, string mediaType) => SendAsync(HttpMethod.Patch, path, body, mediaType);

    public Task DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null);

    /// <summary>Watches until that many events have come, telling each by its number, from 0.</summary>
    /// <exception cref="InvalidOperationException">The watch ends before.</exception>
    public async Task WatchAsync(string path, int events, Action<int>? onEvent = null)
    {
        using var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[16 * 1024];
        var seen = 0;
        while (seen < events)
        {
            var count = await stream.ReadAsync(buffer);
            var come = count > 0 ? buffer.AsSpan(0, count).Count((byte)'\n') : throw new InvalidOperationException($"a watch ended after {seen} of {events} events");
            for (; come > 0; come--)
            {
                onEvent?.Invoke(seen);
                seen++;
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task SendAsync(HttpMethod method, string path, byte[]? body, string? mediaType)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType!) } };
        }

        using var response = await _client.SendAsync(request);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}
