using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Hosting;
using Sampan.Server.Tests.Aggregation;
using Sampan.Server.Tests.Hosting;

namespace Sampan.Server.Tests.Embedded;

public sealed class EndpointPublicationTests : IAsyncLifetime
{
    private ServedEndpoint _served = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _served = await ServedEndpoint.StartAsync(new EndpointOptions());

    public ValueTask DisposeAsync() => _served.DisposeAsync();

    [Fact]
    public async Task Service_IsTheFirstAddress_AndLeadsToTheEndpoint()
    {
        var service = (await GetAsync(WellKnownTypes.Services, "default", "kubernetes")).Member("spec")!.Value;
        Assert.Equal("10.96.0.1", service.StringOrEmpty("clusterIP"));
        Assert.Equal(("ClusterIP", "None", "Cluster"), (service.StringOrEmpty("type"), service.StringOrEmpty("sessionAffinity"), service.StringOrEmpty("internalTrafficPolicy")));
        Assert.Equal((443, _served.Endpoint.Address.Port), Assert.Single(service.Items("ports").Select(port => ((int)port.Integer("port")!, (int)port.Integer("targetPort")!))));
        Assert.Equal(_served.Endpoint.Address.Port, await PortAsync("hub"));
    }

    [Fact]
    public async Task Endpoint_ThatStartsAnew_IsTheNewOne()
    {
        await using var other = await ServerEndpoint.StartAsync(_served.Server, new EndpointOptions(), Cancel);

        Assert.Equal(other.Address.Port, await PortAsync("hub"));
        var trust = await GetAsync(WellKnownTypes.ConfigMaps, "kube-system", "extension-apiserver-authentication");
        Assert.Equal(other.Authority.CertificatePem, trust.Member("data")!.Value.StringOrEmpty("client-ca-file"));
    }

    [Fact]
    public async Task ClusterThatIsAddedLater_SaysTheSame()
    {
        await _served.Server.AddClusterAsync("late", Cancel);

        Assert.Equal(_served.Endpoint.Address.Port, await PortAsync("late"));
    }

    [Fact]
    public async Task Trust_IsWhatServersOfAggregatedApisRead()
    {
        var data = (await GetAsync(WellKnownTypes.ConfigMaps, "kube-system", "extension-apiserver-authentication")).Member("data")!.Value;

        Assert.Equal(_served.Endpoint.Authority.CertificatePem, data.StringOrEmpty("requestheader-client-ca-file"));
        Assert.Equal(
            """["front-proxy-client"] ["X-Remote-User"] ["X-Remote-Uid"] ["X-Remote-Group"] ["X-Remote-Extra-"]""",
            string.Join(' ', ((string[])["allowed-names", "username-headers", "uid-headers", "group-headers", "extra-headers-prefix"]).Select(name => data.StringOrEmpty($"requestheader-{name}"))));
    }

    private async Task<int> PortAsync(string cluster) =>
        (int)(await GetAsync(AggregatedCluster.EndpointSlices, "default", "kubernetes", cluster)).Items("ports").Single().Integer("port")!;

    private async Task<JsonElement> GetAsync(ResourceType type, string @namespace, string name, string cluster = "hub") =>
        (await _served.Server.Connect(cluster, "test").GetAsync(type, new NamespacedName(@namespace, name), Cancel)).Root;
}
