using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Metrics;

public sealed class MetricsApiTests : IAsyncLifetime
{
    private static readonly ResourceType ApiServices = new("apiregistration.k8s.io", "v1", "apiservices", "APIService", Namespaced: false);
    private static readonly ResourceType NodeMetrics = new("metrics.k8s.io", "v1beta1", "nodes", "NodeMetrics", Namespaced: false);
    private static readonly ResourceType PodMetrics = new("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", Namespaced: true);

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
        await RegisterAsync("");
        await CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"n"},"status":{"conditions":[{"type":"Ready","status":"True"}]} }""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Pods_UseHalfOfWhatTheyRequest_OrWhatTheySay()
    {
        await RunAsync("a", "{}", """{"requests":{"cpu":"300m","memory":"1Gi"} }""");
        await RunAsync("b", """{"sampan.dev/cpu-usage":"2","sampan.dev/memory-usage":"3Mi"}""", "{}");
        await RunAsync("c", "{}", "{}");

        Assert.Equal("""[{"name":"x","usage":{"cpu":"150m","memory":"524288Ki"}}]""", await ContainersAsync("a"));
        Assert.Equal("""[{"name":"x","usage":{"cpu":"2","memory":"3072Ki"}}]""", await ContainersAsync("b"));
        Assert.Equal("""[{"name":"x","usage":{"cpu":"1m","memory":"8192Ki"}}]""", await ContainersAsync("c"));

        var node = await _cluster.GetAsync(NodeMetrics, NamespacedName.ClusterScoped("n"), Token);
        Assert.Equal("""{"cpu":"2151m","memory":"535552Ki"}""", node.Root.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task List_SelectsByLabelsAndNamespace()
    {
        await RunAsync("a", "{}", "{}");
        await RunAsync("b", "{}", "{}");

        Assert.Equal(["a"], (await _cluster.ListAsync(PodMetrics, "default", new ListOptions { LabelSelector = "name=a" }, Token)).Items.Select(item => item.Metadata.Name));
        Assert.Empty((await _cluster.ListAsync(PodMetrics, "kube-system", new ListOptions(), Token)).Items);
    }

    [Fact]
    public async Task PodThatDoesNotRun_HasNoMetrics()
    {
        await CreateAsync(WellKnownTypes.Pods, Pod("a", "{}", "{}"));

        var refused = await Assert.ThrowsAsync<ApiException>(() => ContainersAsync("a"));

        Assert.Equal("pods.metrics.k8s.io \"default/a\" not found", refused.Status.Message);
    }

    [Fact]
    public async Task AnotherServersApiService_TakesTheGroupOver()
    {
        Assert.Contains(PodMetrics, await _cluster.DiscoverAsync(Token));

        await RegisterAsync(""","service":{"namespace":"kube-system","name":"metrics-server"}""");
        Assert.DoesNotContain(PodMetrics, await _cluster.DiscoverAsync(Token));

        await _cluster.DeleteAsync(ApiServices, NamespacedName.ClusterScoped("v1beta1.metrics.k8s.io"), new DeleteOptions(), Token);
        await RegisterAsync("");
        Assert.Contains(PodMetrics, await _cluster.DiscoverAsync(Token));
    }

    private async Task<string> ContainersAsync(string name) =>
        (await _cluster.GetAsync(PodMetrics, new NamespacedName("default", name), Token)).Root.GetProperty("containers").GetRawText();

    private async Task RegisterAsync(string service)
    {
        var draft = $$$"""
            {"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1beta1.metrics.k8s.io"},
             "spec":{"group":"metrics.k8s.io","version":"v1beta1","groupPriorityMinimum":100,"versionPriority":100{{{service}}} } }
            """;
        var name = NamespacedName.ClusterScoped("v1beta1.metrics.k8s.io");
        await _cluster.PatchAsync(ApiServices, name, new Patch(PatchType.Apply, System.Text.Encoding.UTF8.GetBytes(draft)), new WriteOptions { FieldManager = "test", Force = true }, Token);
    }

    private async Task RunAsync(string name, string annotations, string resources)
    {
        await CreateAsync(WellKnownTypes.Pods, Pod(name, annotations, resources));
        var running = """{"status":{"phase":"Running"} }"""u8.ToArray();
        await _cluster.PatchAsync(WellKnownTypes.Pods, new NamespacedName("default", name), new Patch(PatchType.Merge, running), new WriteOptions { Subresource = "status" }, Token);
    }

    private static string Pod(string name, string annotations, string resources) => $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"default","labels":{"name":"{{{name}}}"},"annotations":{{{annotations}}} },
         "spec":{"nodeName":"n","containers":[{"name":"x","image":"x","resources":{{{resources}}} }]} }
        """;

    private async Task CreateAsync(ResourceType type, string json) =>
        await _cluster.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(json)!.AsObject()), new WriteOptions(), Token);
}
