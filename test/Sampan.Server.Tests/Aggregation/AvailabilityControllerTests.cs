using System.Globalization;
using System.Net;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Server.Tests.Aggregation;

public sealed class AvailabilityControllerTests : IAsyncLifetime
{
    private const string Things = "apis/things.example.com/v1/namespaces/default/things";
    private AggregatedCluster _cluster = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _cluster = await AggregatedCluster.StartAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Available_FollowsTheServiceItsPortAndItsEndpoints()
    {
        await using var server = await ThingsServer.StartAsync();
        await _cluster.RegisterAsync(8443);
        Assert.Equal(("False", "service/things in \"default\" is not present"), await _cluster.UntilAsync("ServiceNotFound"));

        await _cluster.CreateAsync(WellKnownTypes.Services, """{"metadata":{"name":"things","namespace":"default"},"spec":{"ports":[{"name":"a","port":80}]}}""");
        Assert.Equal(("False", "service/things in \"default\" is not listening on port 8443"), await _cluster.UntilAsync("ServicePortError"));

        await PatchAsync(WellKnownTypes.Services, """{"spec":{"ports":[{"name":"https","port":8443}]} }""");
        Assert.Equal(("False", "cannot find endpointslices for service/things in \"default\""), await _cluster.UntilAsync("EndpointsNotFound"));

        await _cluster.CreateAsync(AggregatedCluster.EndpointSlices, """{"metadata":{"name":"things","namespace":"default","labels":{"kubernetes.io/service-name":"things"}},"addressType":"IPv4","ports":[{"name":"other","port":1}],"endpoints":[{"addresses":["127.0.0.1"]}]}""");
        Assert.Equal(("False", "endpointslices for service/things in \"default\" have no addresses with port name \"https\""), await _cluster.UntilAsync("MissingEndpoints"));

        await PatchAsync(AggregatedCluster.EndpointSlices, string.Create(CultureInfo.InvariantCulture, $$"""{"ports":[{"name":"https","port":{{server.Port}}}]}"""));
        Assert.Equal(("True", "all checks passed"), await _cluster.UntilAsync("Passed"));
        Assert.Equal("system:kube-aggregator system:masters CN=front-proxy-client", server.Asker);

        await _cluster.Door.DeleteAsync(WellKnownTypes.Services, new NamespacedName("default", "things"), new DeleteOptions(), Cancel);
        Assert.Equal("False", (await _cluster.UntilAsync("ServiceNotFound")).Status);
    }

    [Fact]
    public async Task ServerThatFails_IsNotAvailable_AndItsCallsAre503()
    {
        await using var server = await ThingsServer.StartAsync(isBroken: true);
        await _cluster.ServeAsync(server.Port);
        await _cluster.RegisterAsync(server.Port, server.AuthorityPem);

        var url = string.Create(CultureInfo.InvariantCulture, $"https://127.0.0.1:{server.Port}/apis/things.example.com/v1");
        Assert.Equal(("False", $"failing or missing response from {url}: bad status from {url}: 500"), await _cluster.UntilAsync("FailedDiscoveryCheck"));
        var refused = await _cluster.Client.GetAsync(Things, Cancel);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "service unavailable\n"), (refused.StatusCode, await refused.Content.ReadAsStringAsync(Cancel)));

        server.IsBroken = false;
        Assert.Equal("True", (await _cluster.UntilAsync("Passed")).Status);
        Assert.Equal(HttpStatusCode.OK, (await _cluster.Client.GetAsync(Things, Cancel)).StatusCode);
    }

    [Fact]
    public async Task ServerThatIsAway_IsNotAvailable()
    {
        await _cluster.ServeAsync(1);
        await _cluster.RegisterAsync(1);

        const string url = "https://127.0.0.1:1/apis/things.example.com/v1";
        Assert.Equal(("False", $"failing or missing response from {url}: Get \"{url}\": dial tcp 127.0.0.1:1: connect: connection refused"), await _cluster.UntilAsync("FailedDiscoveryCheck"));
    }

    [Fact]
    public async Task LocalApiService_IsAlwaysAvailable()
    {
        await _cluster.CreateAsync(AggregatedCluster.ApiServices, """{"metadata":{"name":"v1.things.example.com"},"spec":{"group":"things.example.com","version":"v1","groupPriorityMinimum":100,"versionPriority":10}}""");

        Assert.Equal(("True", "Local APIServices are always available"), await _cluster.UntilAsync("Local"));
    }

    private async Task PatchAsync(ResourceType type, string merge) =>
        await _cluster.Door.PatchAsync(type, new NamespacedName("default", "things"), new Patch(PatchType.Merge, System.Text.Encoding.UTF8.GetBytes(merge)), new WriteOptions(), Cancel);
}
