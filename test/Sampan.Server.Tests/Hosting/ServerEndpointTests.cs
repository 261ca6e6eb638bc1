using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Hosting;
using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Hosting;

public sealed class ServerEndpointTests : IAsyncLifetime
{
    private EmbeddedServer _server = null!;
    private ServerEndpoint _endpoint = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var tokens = new Dictionary<string, UserInfo> { ["secret"] = UserInfo.Master("admin"), ["weak"] = new("jane", [UserInfo.Authenticated]) };
        _server = new EmbeddedServer(new MemoryStore(), null, ServerCredentials.Generate(tokens));
        await _server.AddClusterAsync("hub", Cancel);
        _endpoint = await ServerEndpoint.StartAsync(_server, new EndpointOptions(), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _endpoint.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Tls_CertificateIsOfTheAuthority()
    {
        using var client = Client(token: "secret");

        var version = await client.GetFromJsonAsync<JsonElement>("version", Cancel);

        Assert.Equal("v1.36.0", version.StringOrEmpty("gitVersion"));
    }

    [Fact]
    public async Task ClientCertificate_OfTheAuthority_IsItsSubject()
    {
        using var certificate = _endpoint.Authority.IssueClient("admin", UserInfo.Masters);
        using var client = Client(certificate: certificate);

        var response = await client.GetAsync("api/v1/namespaces/default", Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task ClientCertificate_OfAnotherAuthority_IsNobody()
    {
        using var certificate = CertificateAuthority.Generate().IssueClient("admin", UserInfo.Masters);
        using var client = Client(certificate: certificate);

        var response = await client.GetAsync("api/v1/namespaces/default", Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData(null, "healthz", 200)]
    [InlineData(null, "version", 200)]
    [InlineData(null, "api/v1/pods", 403)]
    [InlineData("wrong", "version", 401)]
    [InlineData("weak", "apis", 200)]
    [InlineData("weak", "api/v1/secrets", 403)]
    [InlineData("secret", "api/v1/secrets", 200)]
    public async Task Token_DecidesWhatIsAllowed(string? token, string path, int expected)
    {
        using var client = Client(token);

        var response = await client.GetAsync(path, Cancel);

        Assert.Equal(expected, (int)response.StatusCode);
    }

    [Fact]
    public async Task UnknownCluster_IsNotFound()
    {
        using var client = Client("secret");

        var response = await client.GetAsync(new Uri(_endpoint.Address, "/clusters/nowhere/version"), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Watch_ReachesTheClientEventByEvent()
    {
        using var client = Client("secret");
        using var response = await client.GetAsync("api/v1/namespaces/default/configmaps?watch=true", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));

        for (var i = 0; i < 3; i++)
        {
            await PostAsync(client, $"{{\"metadata\":{{\"name\":\"c{i}\"}}}}");
            var change = JsonElement.Parse(Encoding.UTF8.GetBytes((await lines.ReadLineAsync(Cancel))!));

            Assert.Equal("ADDED", change.StringOrEmpty("type"));
            Assert.Equal($"c{i}", change.Member("object", "metadata", "name")?.GetString());
        }
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedWithAStatus()
    {
        using var client = Client("secret");

        var response = await PostAsync(client, $"{{\"data\":{{\"k\":\"{new string('x', 4 * 1024 * 1024)}\"}}}}");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("Status", (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).StringOrEmpty("kind"));
    }

    [Fact]
    public async Task Start_PortInUse_SaysSo()
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => ServerEndpoint.StartAsync(_server, new EndpointOptions { Port = _endpoint.Address.Port }, Cancel));

        Assert.Contains($"127.0.0.1:{_endpoint.Address.Port}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("0 for a free one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kubeconfig_IsPrivateAndNamesEveryCluster()
    {
        await _server.AddClusterAsync("member1", Cancel);
        var path = Path.Combine(Directory.CreateTempSubdirectory("sampan").FullName, "kubeconfig");

        Kubeconfig.Write(path, _endpoint, _server.Clusters, "hub");

        var text = await File.ReadAllTextAsync(path, Cancel);
        Assert.Contains("current-context: hub", text, StringComparison.Ordinal);
        Assert.Contains($"server: {_endpoint.ClusterAddress("member1")}", text, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string json) =>
        client.PostAsync("api/v1/namespaces/default/configmaps", new StringContent(json, Encoding.UTF8, "application/json"), Cancel);

    private HttpClient Client(string? token = null, X509Certificate2? certificate = null)
    {
        var authority = X509Certificate2.CreateFromPem(_endpoint.Authority.CertificatePem);
        var handler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
                ClientCertificates = certificate is null ? null : [certificate],
            },
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri(_endpoint.ClusterAddress("hub") + "/") };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }
}
