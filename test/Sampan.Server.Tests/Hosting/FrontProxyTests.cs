using System.Net.Http.Json;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting;

public sealed class FrontProxyTests : IAsyncLifetime
{
    private readonly CertificateAuthority _authority = CertificateAuthority.Generate();
    private ServedEndpoint _served = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _served = await ServedEndpoint.StartAsync(new EndpointOptions
    {
        FrontProxy = new FrontProxyOptions(_authority.CertificatePem) { AllowedNames = ["front-proxy-client"] },
        ClientAuthorityPem = CertificateAuthority.Generate().CertificatePem + "\n" + _authority.CertificatePem,
    });

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Headers_OfTheProxy_SayWhoAsks()
    {
        using var client = Client("front-proxy-client");
        client.DefaultRequestHeaders.Add("X-Remote-User", "jane");
        client.DefaultRequestHeaders.Add("X-Remote-Group", "dev");
        client.DefaultRequestHeaders.Add("X-Remote-Extra-Acme.com%2Fproject", "p1");

        var user = await WhoAmIAsync(client);

        Assert.Equal("""{"username":"jane","groups":["dev","system:authenticated"],"extra":{"acme.com/project":["p1"]}}""", user.GetRawText());
    }

    [Fact]
    public async Task Headers_OfAnotherClient_AreNotBelieved()
    {
        using var client = Client("somebody");
        client.DefaultRequestHeaders.Add("X-Remote-User", "jane");

        Assert.Equal("somebody", (await WhoAmIAsync(client)).StringOrEmpty("username"));
    }

    [Fact]
    public async Task Proxy_WithoutAUser_IsItself()
    {
        using var client = Client("front-proxy-client");

        Assert.Equal("front-proxy-client", (await WhoAmIAsync(client)).StringOrEmpty("username"));
    }

    private HttpClient Client(string name) => _served.Client(certificate: _authority.IssueClient(name));

    private static async Task<JsonElement> WhoAmIAsync(HttpClient client)
    {
        var response = await client.PostAsync("apis/authentication.k8s.io/v1/selfsubjectreviews", ServedEndpoint.Json("{}"), Cancel);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).Member("status", "userInfo")!.Value;
    }
}
