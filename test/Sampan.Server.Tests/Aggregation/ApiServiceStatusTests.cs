using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Aggregation;

public sealed class ApiServiceStatusTests
{
    private static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    private static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Availability_FollowsTheServiceAndItsEndpoints()
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("hub", Token);
        var cluster = server.Connect("hub", "test");

        await CreateAsync(cluster, ApiServices, """{"metadata":{"name":"v1.example.com"},"spec":{"group":"example.com","version":"v1","groupPriorityMinimum":100,"versionPriority":10,"service":{"name":"s","namespace":"default"}}}""");
        Assert.Equal(("False", "ServiceNotFound", "service/s in \"default\" is not present"), await AvailableAsync(cluster));

        await CreateAsync(cluster, WellKnownTypes.Services, """{"metadata":{"name":"s","namespace":"default"},"spec":{"ports":[{"port":443}]}}""");
        Assert.Equal(("False", "EndpointsNotFound", "cannot find endpoints for service/s in \"default\""), await AvailableAsync(cluster));

        await CreateAsync(cluster, EndpointSlices, """{"metadata":{"name":"s","namespace":"default","labels":{"kubernetes.io/service-name":"s"}},"addressType":"IPv4","ports":[{"name":"","port":1}],"endpoints":[{"addresses":["127.0.0.1"]}]}""");
        Assert.Equal(("True", "Passed", "all checks passed"), await AvailableAsync(cluster));

        await cluster.DeleteAsync(WellKnownTypes.Services, new NamespacedName("default", "s"), new DeleteOptions(), Token);
        Assert.Equal("False", (await AvailableAsync(cluster)).Status);
    }

    private static async Task CreateAsync(ICluster cluster, ResourceType type, string json) =>
        await cluster.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(json)!.AsObject()), new WriteOptions(), Token);

    private static async Task<(string Status, string Reason, string Message)> AvailableAsync(ICluster cluster)
    {
        var service = await cluster.GetAsync(ApiServices, NamespacedName.ClusterScoped("v1.example.com"), Token);
        var condition = Assert.Single(service.Root.GetProperty("status").GetProperty("conditions").EnumerateArray());
        return (condition.GetProperty("status").GetString()!, condition.GetProperty("reason").GetString()!, condition.GetProperty("message").GetString()!);
    }
}
