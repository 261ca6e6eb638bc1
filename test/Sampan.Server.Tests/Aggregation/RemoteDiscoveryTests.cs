using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tests.Aggregation;

public sealed class RemoteDiscoveryTests : IAsyncLifetime
{
    private const string Group = "things.example.com";
    private AggregatedCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await AggregatedCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AvailableServer_IsDiscovered(bool isLegacy)
    {
        await using var server = await ThingsServer.StartAsync(isLegacy);
        await RegisterAsync(server);

        var version = await DiscoveredAsync();
        Assert.Equal("Current", version.StringOrEmpty("freshness"));
        var resource = Assert.Single(version.Items("resources"));
        Assert.Equal(("things", "thing", "Namespaced"), (resource.StringOrEmpty("resource"), resource.StringOrEmpty("singularResource"), resource.StringOrEmpty("scope")));
        Assert.Equal(isLegacy ? """{"subresource":"status","responseKind":{"group":"","version":"","kind":"Thing"},"verbs":["get"]}""" : null, resource.Items("subresources").Select(status => (string?)status.GetRawText()).FirstOrDefault());

        var group = await GetAsync($"apis/{Group}");
        Assert.Equal(("APIGroup", "things.example.com/v1"), (group.StringOrEmpty("kind"), group.Member("preferredVersion")!.Value.StringOrEmpty("groupVersion")));
        Assert.Equal(Group, (await GetAsync("apis")).Items("groups").Last().StringOrEmpty("name"));
        Assert.Equal("APIResourceList", (await GetAsync($"apis/{Group}/v1")).StringOrEmpty("kind"));
    }

    [Fact]
    public async Task ServerThatGoes_IsStaleWithWhatItServed()
    {
        await using var server = await ThingsServer.StartAsync();
        await RegisterAsync(server);

        server.IsBroken = true;
        await _cluster.Door.PatchAsync(AggregatedCluster.ApiServices, Kubernetes.Identity.NamespacedName.ClusterScoped($"v1.{Group}"), new(Kubernetes.Clusters.PatchType.Merge, """{"spec":{"versionPriority":11}}"""u8.ToArray()), new(), Cancel);
        await _cluster.UntilAsync("FailedDiscoveryCheck");

        var version = await DiscoveredAsync();
        Assert.Equal(("Stale", 1), (version.StringOrEmpty("freshness"), version.Items("resources").Count()));
    }

    [Fact]
    public async Task ServerNeverSeen_IsStaleWithoutResources()
    {
        await _cluster.RegisterAsync(443);
        await _cluster.UntilAsync("ServiceNotFound");

        Assert.Equal("""{"version":"v1","freshness":"Stale"}""", (await DiscoveredAsync()).GetRawText());
    }

    [Fact]
    public async Task Groups_AreInTheOrderOfTheirPriorities()
    {
        await CreateAsync("b.example.com", "v1", 2000, 1);
        await CreateAsync("a.example.com", "v1beta1", 2000, 1);
        await CreateAsync("c.example.com", "v1", 17850, 1);
        await CreateAsync("c.example.com", "v2", 100, 5);

        var legacy = (await GetAsync("apis")).Items("groups").ToList();
        var names = legacy.Select(group => group.StringOrEmpty("name")).ToList();
        Assert.Equal(["apiregistration.k8s.io", "c.example.com", "apps"], names[..3]);
        Assert.Equal(["b.example.com", "a.example.com"], names[^2..]);
        Assert.Equal("v2", legacy[1].Member("preferredVersion")!.Value.StringOrEmpty("version"));

        var aggregated = (await AggregatedAsync()).Items("items").Select(group => group.Member("metadata")!.Value.StringOrEmpty("name")).ToList();
        Assert.Equal(["a.example.com", "b.example.com"], aggregated[^2..]);

        async Task CreateAsync(string group, string version, int groupPriority, int versionPriority) => await _cluster.CreateAsync(AggregatedCluster.ApiServices, FormattableString.Invariant(
            $$$"""{"metadata":{"name":"{{{version}}}.{{{group}}}"},"spec":{"group":"{{{group}}}","version":"{{{version}}}","groupPriorityMinimum":{{{groupPriority}}},"versionPriority":{{{versionPriority}}},"insecureSkipTLSVerify":true,"service":{"name":"s","namespace":"default"} } }"""));
    }

    [Fact]
    public async Task Documents_AreTheServersOwn()
    {
        await using var server = await ThingsServer.StartAsync();
        await RegisterAsync(server);

        var index = await GetAsync("openapi/v3");
        var url = index.Member("paths", $"apis/{Group}/v1")!.Value.StringOrEmpty("serverRelativeURL");
        var document = await GetAsync(url.TrimStart('/'));
        Assert.Equal("A thing.", document.Member("components", "schemas", "com.example.Thing")!.Value.StringOrEmpty("description"));

        var swagger = await GetAsync("openapi/v2");
        Assert.NotNull(swagger.Member("paths", $"/apis/{Group}/v1/things"));
        Assert.Null(swagger.Member("paths", "/version/"));
        Assert.NotNull(swagger.Member("definitions", "com.example.Thing"));
    }

    private async Task RegisterAsync(ThingsServer server)
    {
        await _cluster.ServeAsync(server.Port);
        await _cluster.RegisterAsync(server.Port, server.AuthorityPem);
        await _cluster.UntilAsync("Passed");
    }

    private async Task<JsonElement> DiscoveredAsync() => (await AggregatedAsync()).Items("items")
        .Single(group => group.Member("metadata")!.Value.StringOrEmpty("name") == Group).Items("versions").Single();

    private Task<JsonElement> AggregatedAsync() => GetAsync("apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");

    private async Task<JsonElement> GetAsync(string path, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await _cluster.Client.SendAsync(request, Cancel);
        response.EnsureSuccessStatusCode();
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(Cancel));
    }
}
