using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;
using Sampan.Server.Webhooks;

namespace Sampan.Server.Tests.Admission.Webhooks;

public sealed class ServiceEndpointsTests : IAsyncLifetime
{
    private static readonly NamespacedName Service = new("default", "hook");
    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _admin = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _admin = new ApiUser(_server, UserInfo.Master("admin"));
        await CreateAsync("/api/v1/namespaces/default/services", """{"metadata":{"name":"hook"},"spec":{"ports":[{"port":443}]}}""");
        await CreateAsync("/api/v1/nodes", """{"metadata":{"name":"real"}}""");
        await CreateAsync("/api/v1/nodes", $$$"""{"metadata":{"name":"simulated"},"status":{"nodeInfo":{"osImage":"{{{SimulatedNode.OsImage}}}","machineID":"","systemUUID":"","bootID":"","kernelVersion":"","containerRuntimeVersion":"","kubeletVersion":"","kubeProxyVersion":"","operatingSystem":"","architecture":""} } }""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_pod_of_a_simulated_node_is_no_endpoint_that_can_be_asked()
    {
        await EndpointAsync("10.64.0.1", "simulated");
        var refused = Assert.Throws<ApiException>(() => new ServiceEndpoints(_server.Find("hub")).Resolve(Service, 443));
        Assert.Equal("no endpoints available for service \"hook\"", refused.Message);
    }

    [Fact]
    public async Task A_pod_of_another_node_is()
    {
        await EndpointAsync("10.64.0.1", "simulated");
        await EndpointAsync("192.0.2.1", "real");
        Assert.Equal("192.0.2.1:8443", new ServiceEndpoints(_server.Find("hub")).Resolve(Service, 443).ToString());
    }

    private Task EndpointAsync(string address, string node) => CreateAsync(
        "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices",
        $$$"""
        {"metadata":{"name":"{{{node}}}","labels":{"kubernetes.io/service-name":"hook"} },"addressType":"IPv4","ports":[{"name":"","port":8443}],
         "endpoints":[{"addresses":["{{{address}}}"],"nodeName":"{{{node}}}"}]}
        """);

    private async Task CreateAsync(string path, string body) => Assert.Equal((201, ""), await _admin.SendAsync("POST", path, body));
}
