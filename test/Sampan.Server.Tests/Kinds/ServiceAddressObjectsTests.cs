using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Kinds;

public sealed class ServiceAddressObjectsTests
{
    private static readonly ResourceType Addresses = new("networking.k8s.io", "v1", "ipaddresses", "IPAddress", Namespaced: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_ItsAddressIsAnObject_AsLongAsItLives()
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("hub", Token);
        var cluster = server.Connect("hub", "test");

        await cluster.CreateAsync(WellKnownTypes.Services, Parse("""{"metadata":{"name":"s","namespace":"default"},"spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}"""), new WriteOptions(), Token);
        var address = await cluster.GetAsync(Addresses, NamespacedName.ClusterScoped("10.96.7.7"), Token);
        Assert.Equal("""{"resource":"services","namespace":"default","name":"s"}""", address.Root.GetProperty("spec").GetProperty("parentRef").GetRawText());

        await cluster.DeleteAsync(WellKnownTypes.Services, new NamespacedName("default", "s"), new DeleteOptions(), Token);
        Assert.True((await Assert.ThrowsAsync<ApiException>(async () => await cluster.GetAsync(Addresses, NamespacedName.ClusterScoped("10.96.7.7"), Token))).IsNotFound);
    }

    [Fact]
    public async Task Address_ReservedByAnObject_IsNotGivenToAService()
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("hub", Token);
        var cluster = server.Connect("hub", "test");
        await cluster.CreateAsync(Addresses, Parse("""{"metadata":{"name":"10.96.7.7"},"spec":{"parentRef":{"resource":"things","name":"mine"}}}"""), new WriteOptions(), Token);

        var refused = await Assert.ThrowsAsync<ApiException>(async () =>
            await cluster.CreateAsync(WellKnownTypes.Services, Parse("""{"metadata":{"name":"s","namespace":"default"},"spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}"""), new WriteOptions(), Token));

        Assert.Contains("provided IP is already allocated", refused.Status.Message, StringComparison.Ordinal);
    }

    private static KubernetesObject Parse(string json) => KubernetesObject.From(JsonNode.Parse(json)!.AsObject());
}
