using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Aggregation;

public sealed class LocalApiServicesTests : IAsyncLifetime
{
    private const string Managed = "kube-aggregator.kubernetes.io/automanaged";
    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task BuiltInGroupVersions_AreRegisteredWhenTheClusterStarts()
    {
        var services = (await _cluster.ListAsync(AggregatedCluster.ApiServices, null, new ListOptions(), Token)).Items;

        Assert.Contains("v1.", services.Select(service => service.Metadata.Name));
        Assert.Contains("v2.autoscaling", services.Select(service => service.Metadata.Name));
        Assert.DoesNotContain("v1.apiregistration.k8s.io", services.Select(service => service.Metadata.Name));
        Assert.All(services, service => Assert.Equal(("onstart", "Local"), (service.Metadata.Labels[Managed], Reason(service))));
        var apps = await GetAsync("v1.apps");
        Assert.Equal((17800, 15), (apps.Root.GetProperty("spec").GetProperty("groupPriorityMinimum").GetInt32(), apps.Root.GetProperty("spec").GetProperty("versionPriority").GetInt32()));
    }

    [Fact]
    public async Task BuiltInGroupVersion_ThatIsRemoved_ComesBackWithTheNextStart()
    {
        await DeleteAsync(AggregatedCluster.ApiServices, "v1.apps");
        Assert.True(await IsGoneAsync("v1.apps"));

        await _server.AddClusterAsync("hub", Token);

        Assert.Equal("onstart", (await GetAsync("v1.apps")).Metadata.Labels[Managed]);
    }

    [Fact]
    public async Task CustomGroupVersions_ComeAndGoWithTheirDefinitions()
    {
        await DefineAsync("things", "v1");
        await DefineAsync("others", "v1");
        Assert.Equal((1000, "true", "Local"), (Priority(await GetAsync("v1.example.com")), (await GetAsync("v1.example.com")).Metadata.Labels[Managed], Reason(await GetAsync("v1.example.com"))));

        await DeleteAsync(WellKnownTypes.CustomResourceDefinitions, "things.example.com");
        Assert.False(await IsGoneAsync("v1.example.com"));

        await DeleteAsync(WellKnownTypes.CustomResourceDefinitions, "others.example.com");
        Assert.True(await IsGoneAsync("v1.example.com"));
    }

    [Fact]
    public async Task CustomGroupVersion_IsKeptAsItIs()
    {
        await DefineAsync("things", "v1");
        await PatchAsync("v1.example.com", """{"spec":{"groupPriorityMinimum":7}}""");
        Assert.Equal(1000, Priority(await GetAsync("v1.example.com")));

        await DeleteAsync(AggregatedCluster.ApiServices, "v1.example.com");
        Assert.False(await IsGoneAsync("v1.example.com"));
    }

    [Fact]
    public async Task ApiServiceOfSomebodyElse_IsLeftAlone()
    {
        await CreateAsync(AggregatedCluster.ApiServices, """{"metadata":{"name":"v1.example.com"},"spec":{"group":"example.com","version":"v1","groupPriorityMinimum":7,"versionPriority":7}}""");
        await DefineAsync("things", "v1");
        await DeleteAsync(WellKnownTypes.CustomResourceDefinitions, "things.example.com");

        Assert.Equal(7, Priority(await GetAsync("v1.example.com")));
    }

    private static string Reason(KubernetesObject service) => service.Root.GetProperty("status").GetProperty("conditions")[0].GetProperty("reason").GetString()!;

    private static int Priority(KubernetesObject service) => service.Root.GetProperty("spec").GetProperty("groupPriorityMinimum").GetInt32();

    private Task DefineAsync(string plural, string version) => CreateAsync(WellKnownTypes.CustomResourceDefinitions, $$$"""
        {"metadata":{"name":"{{{plural}}}.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"{{{plural}}}","kind":"{{{plural.ToUpperInvariant()}}}"},
         "versions":[{"name":"{{{version}}}","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"} } },{"name":"v0","served":false,"storage":false,"schema":{"openAPIV3Schema":{"type":"object"} } }]} }
        """);

    private async Task CreateAsync(ResourceType type, string json) =>
        await _cluster.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(json)!.AsObject()), new WriteOptions(), Token);

    private async Task PatchAsync(string name, string merge) => await _cluster.PatchAsync(
        AggregatedCluster.ApiServices, NamespacedName.ClusterScoped(name), new Patch(PatchType.Merge, System.Text.Encoding.UTF8.GetBytes(merge)), new WriteOptions(), Token);

    private async Task DeleteAsync(ResourceType type, string name) => await _cluster.DeleteAsync(type, NamespacedName.ClusterScoped(name), new DeleteOptions(), Token);

    private async Task<KubernetesObject> GetAsync(string name) => await _cluster.GetAsync(AggregatedCluster.ApiServices, NamespacedName.ClusterScoped(name), Token);

    private async Task<bool> IsGoneAsync(string name)
    {
        try
        {
            await GetAsync(name);
            return false;
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return true;
        }
    }
}
