using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Hosting;

/// <summary>A server with the cluster <c>hub</c> behind an endpoint, for tests that want it set up in one way or another.</summary>
internal sealed class ServedEndpoint : IAsyncDisposable
{
    private ServedEndpoint(EmbeddedServer server, ServerEndpoint endpoint)
    {
        Server = server;
        Endpoint = endpoint;
    }

    public EmbeddedServer Server { get; }

    public ServerEndpoint Endpoint { get; }

    public static async Task<ServedEndpoint> StartAsync(EndpointOptions options, IReadOnlyDictionary<string, UserInfo>? tokens = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var server = new EmbeddedServer(new MemoryStore(), options.Time, ServerCredentials.Generate(tokens ?? new Dictionary<string, UserInfo> { ["admin"] = UserInfo.Master("admin") }));
        await server.AddClusterAsync("hub", cancel);
        return new ServedEndpoint(server, await ServerEndpoint.StartAsync(server, options, cancel));
    }

    /// <summary>A client of a cluster, who shows a token, a certificate or nothing.</summary>
    public HttpClient Client(string? token = null, X509Certificate2? certificate = null, string cluster = "hub")
    {
        var authority = X509Certificate2.CreateFromPem(Endpoint.Authority.CertificatePem);
        var handler = new SocketsHttpHandler
        {
            // Who asks to be told when a body is wanted waits for the server.
            Expect100ContinueTimeout = Timeout.InfiniteTimeSpan,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(Endpoint.ClusterAddress(cluster) + "/") };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        await Endpoint.DisposeAsync();
        await Server.DisposeAsync();
    }
}
