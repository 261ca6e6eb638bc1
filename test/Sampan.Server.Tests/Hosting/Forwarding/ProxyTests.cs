using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting.Forwarding;

/// <summary>Requests that other clusters and other servers answer.</summary>
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Clusters = "apis/cluster.karmada.io/v1alpha1/clusters";
    private static readonly Dictionary<string, UserInfo> Tokens = new()
    {
        ["admin"] = UserInfo.Master("admin"),
        ["jane"] = new("jane", ["dev", "ops", UserInfo.Authenticated]),
        ["joe"] = new("joe", [UserInfo.Authenticated]),
    };

    private ServedEndpoint _served = null!;
    private HttpClient _admin = null!;
    private HttpClient _jane = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _served = await ServedEndpoint.StartAsync(new EndpointOptions(), Tokens);
        await _served.Server.AddClusterAsync("member1", Cancel);
        (_admin, _jane) = (_served.Client("admin"), _served.Client("jane"));
        await CreateAsync("apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"metadata":{"name":"clusters.cluster.karmada.io"},"spec":{"group":"cluster.karmada.io","scope":"Cluster","names":{"plural":"clusters","kind":"Cluster"},
            "versions":[{"name":"v1alpha1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}]}}
            """);
        await CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterroles", """{"metadata":{"name":"proxy"},"rules":[{"apiGroups":["cluster.karmada.io"],"resources":["clusters/proxy"],"verbs":["*"]},{"apiGroups":["things.example.com"],"resources":["*"],"verbs":["*"]}]}""");
        await CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterrolebindings", """{"metadata":{"name":"proxy"},"subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"jane"}],"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"proxy"}}""");
    }

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _jane.Dispose();
        await _served.DisposeAsync();
    }

    [Fact]
    public async Task EmbeddedMember_AnswersEveryVerb_AndStreams()
    {
        const string maps = $"{Clusters}/member1/proxy/api/v1/namespaces/default/configmaps";
        using var watch = await _admin.GetAsync($"{maps}?watch=true", HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var lines = new StreamReader(await watch.Content.ReadAsStreamAsync(Cancel));

        Assert.Equal(HttpStatusCode.Created, (await _admin.PostAsync(maps, ServedEndpoint.Json("""{"metadata":{"name":"c"}}"""), Cancel)).StatusCode);

        Assert.Contains("\"ADDED\"", await lines.ReadLineAsync(Cancel), StringComparison.Ordinal);
        using var member = _served.Client("admin", cluster: "member1");
        Assert.Equal(HttpStatusCode.OK, (await member.GetAsync("api/v1/namespaces/default/configmaps/c", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _admin.GetAsync("api/v1/namespaces/default/configmaps/c", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _admin.DeleteAsync($"{maps}/c", Cancel)).StatusCode);
        Assert.Equal("ok", await _admin.GetStringAsync($"{Clusters}/member1/proxy/healthz", Cancel));
    }

    [Fact]
    public async Task Proxy_NeedsTheRight_AndTheMemberDecidesTheRest()
    {
        using var joe = _served.Client("joe");

        var refused = await StatusAsync(joe, $"{Clusters}/member1/proxy/version");
        var ofMember = await StatusAsync(_jane, $"{Clusters}/member1/proxy/api/v1/secrets");

        Assert.Equal("clusters.cluster.karmada.io \"member1\" is forbidden: User \"joe\" cannot get resource \"clusters/proxy\" in API group \"cluster.karmada.io\" at the cluster scope", refused.StringOrEmpty("message"));
        Assert.Equal("secrets is forbidden: User \"jane\" cannot list resource \"secrets\" in API group \"\" at the cluster scope", ofMember.StringOrEmpty("message"));
    }

    [Fact]
    public async Task OutsideMember_IsAskedAsWhoeverAsks_WithItsOwnCredentials()
    {
        var authority = CertificateAuthority.Generate();
        await using var member = await EchoServer.StartAsync(authority);
        await RegisterAsync("m", member.Address + "base/", authority.CertificatePem);
        _jane.DefaultRequestHeaders.Add("X-Remote-User", "root");

        var response = await _jane.PostAsync($"{Clusters}/m/proxy/api/v1/a%2Fb?x=%20y", ServedEndpoint.Json("{}"), Cancel);

        Assert.Equal((203, "yes"), ((int)response.StatusCode, response.Headers.GetValues("X-Echo").Single()));
        Assert.Equal(
            """{"method":"POST","target":"/base/api/v1/a%2Fb?x=%20y","body":"{}","authorization":"Bearer member-token","user":"jane","groups":["dev","ops"],"certificate":""}""",
            await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task OutsideMember_UpgradesPassThrough()
    {
        await using var member = await EchoServer.StartAsync();
        await RegisterAsync("m", member.Address.ToString(), null);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Clusters}/m/proxy/api/v1/namespaces/default/pods/p/exec?command=sh") { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("SPDY/3.1");

        using var response = await _jane.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(Cancel);
        await stream.WriteAsync("hello"u8.ToArray(), Cancel);
        await stream.FlushAsync(Cancel);
        var answer = new byte[5];
        await stream.ReadExactlyAsync(answer, Cancel);

        Assert.Equal(HttpStatusCode.SwitchingProtocols, response.StatusCode);
        Assert.Equal("hello", Encoding.ASCII.GetString(answer));
    }

    [Fact]
    public async Task OutsideMember_NotTrustedOrAway_Is503()
    {
        await using var member = await EchoServer.StartAsync(CertificateAuthority.Generate());
        await RegisterAsync("m", member.Address.ToString(), CertificateAuthority.Generate().CertificatePem);

        var response = await _jane.GetAsync($"{Clusters}/m/proxy/version", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith("error trying to reach service: ", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cluster_UnknownOrIncomplete_SaysSo()
    {
        await CreateAsync(Clusters, """{"apiVersion":"cluster.karmada.io/v1alpha1","kind":"Cluster","metadata":{"name":"bare"},"spec":{"apiEndpoint":"https://127.0.0.1:1"}}""");

        Assert.Equal(404, (await StatusAsync(_jane, $"{Clusters}/none/proxy/version")).Integer("code"));
        Assert.Equal("the impersonatorSecretRef of cluster bare is nil", (await StatusAsync(_jane, $"{Clusters}/bare/proxy/version")).StringOrEmpty("message"));
    }

    [Fact]
    public async Task AggregatedApi_IsAskedAsAFrontProxyAsks()
    {
        var authority = CertificateAuthority.Generate();
        await using var server = await EchoServer.StartAsync(authority);
        await AggregateAsync(server.Address.Port, authority.CertificatePem);

        var answer = await _jane.GetFromJsonAsync<JsonElement>("apis/things.example.com/v1/things?limit=5", Cancel);

        Assert.Equal("/apis/things.example.com/v1/things?limit=5", answer.StringOrEmpty("target"));
        Assert.Equal("jane", answer.StringOrEmpty("user"));
        Assert.Equal(["dev", "ops", "system:authenticated"], answer.Items("groups").Select(group => group.GetString()));
        Assert.Equal("CN=front-proxy-client", answer.StringOrEmpty("certificate"));
        using var joe = _served.Client("joe");
        Assert.Equal(HttpStatusCode.Forbidden, (await joe.GetAsync("apis/things.example.com/v1/things", Cancel)).StatusCode);
    }

    private async Task AggregateAsync(int port, string authorityPem)
    {
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem));
        await CreateAsync("api/v1/namespaces/default/services", string.Create(CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"things"},"spec":{"type":"ExternalName","externalName":"localhost","ports":[{"port":{{{port}}} }]}}"""));
        await CreateAsync("apis/apiregistration.k8s.io/v1/apiservices", string.Create(CultureInfo.InvariantCulture, $$$"""{"metadata":{"name":"v1.things.example.com"},"spec":{"group":"things.example.com","version":"v1","groupPriorityMinimum":100,"versionPriority":10,"caBundle":"{{{bundle}}}","service":{"namespace":"default","name":"things","port":{{{port}}} } } }"""));
        await foreach (var change in _served.Server.Connect("hub", "test").WatchAsync(Aggregation.AggregatedCluster.ApiServices, null, new() { ResourceVersion = "0" }, Cancel))
        {
            if (change.Object.Root.Member("status") is { } status && status.Items("conditions").Any(condition => condition.StringOrEmpty("reason") == "Passed"))
            {
                return;
            }
        }
    }

    private async Task RegisterAsync(string name, string endpoint, string? authorityPem)
    {
        await CreateAsync("api/v1/namespaces/default/secrets", $$$"""{"metadata":{"name":"{{{name}}}-impersonator"},"stringData":{"token":"member-token"}}""");
        var bundle = Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem ?? ""));
        await CreateAsync("api/v1/namespaces/default/secrets", $$$"""{"metadata":{"name":"{{{name}}}"},"data":{"caBundle":"{{{bundle}}}"}}""");
        await CreateAsync(Clusters, $$$"""{"apiVersion":"cluster.karmada.io/v1alpha1","kind":"Cluster","metadata":{"name":"{{{name}}}"},"spec":{"apiEndpoint":"{{{endpoint}}}","secretRef":{"namespace":"default","name":"{{{name}}}"},"impersonatorSecretRef":{"namespace":"default","name":"{{{name}}}-impersonator"} } }""");
    }

    private async Task CreateAsync(string path, string body)
    {
        var response = await _admin.PostAsync(path, ServedEndpoint.Json(body), Cancel);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task<JsonElement> StatusAsync(HttpClient client, string path) => await (await client.GetAsync(path, Cancel)).Content.ReadFromJsonAsync<JsonElement>(Cancel);
}
