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

        Assert.Equal("""[{"name":"x","usage":{"cpu":"150m","memory":"512Mi"}}]""", await ContainersAsync("a"));
        Assert.Equal("""[{"name":"x","usage":{"cpu":"2","memory":"3Mi"}}]""", await ContainersAsync("b"));
        Assert.Equal("""[{"name":"x","usage":{"cpu":"1m","memory":"8Mi"}}]""", await ContainersAsync("c"));

        var node = await _cluster.GetAsync(NodeMetrics, NamespacedName.ClusterScoped("n"), Token);
        Assert.Equal("""{"cpu":"2151m","memory":"523Mi"}""", node.Root.GetProperty("usage").GetRawText());
    }

    [Fact]
    public async Task List_SelectsByLabelsAndNamespace()
    {
        await RunAsync("a", "{}", "{}");
        await RunAsync("b", "{}", "{}");

        Assert.Equal(["a"], (await _cluster.ListAsync(PodMetrics, "default", new ListOptions { LabelSelector = "name=a" }, Token)).Items.Select(item => item.Metadata.Name));
        Assert.Empty((await _cluster.ListAsync(PodMetrics, "kube-system", new ListOptions(), Token)).Items);
    }

    [Theory]
    [InlineData("""{"requests":{"cpu":"1m"} }""", "500u")]
    [InlineData("""{"requests":{"cpu":"8014m"} }""", "4007m")]
    [InlineData("""{"requests":{"cpu":"3m"} }""", "1500u")]
    public async Task Pods_UseExactlyHalfOfTheirCpu(string resources, string expected)
    {
        await RunAsync("a", "{}", resources);

        Assert.Equal($$$"""[{"name":"x","usage":{"cpu":"{{{expected}}}","memory":"8Mi"}}]""", await ContainersAsync("a"));
    }

    [Fact]
    public async Task Pods_UseExactlyWhatTheySay()
    {
        await RunAsync("a", """{"sampan.dev/cpu-usage":"4007m","sampan.dev/memory-usage":"1500"}""", "{}");
        await RunAsync("b", """{"sampan.dev/cpu-usage":"-1","sampan.dev/memory-usage":"much"}""", "{}");

        Assert.Equal("""[{"name":"x","usage":{"cpu":"4007m","memory":"1500"}}]""", await ContainersAsync("a"));
        Assert.Equal("""[{"name":"x","usage":{"cpu":"1m","memory":"8Mi"}}]""", await ContainersAsync("b"));
    }

    [Fact]
    public async Task List_WithALimit_IsWhole()
    {
        await RunAsync("a", "{}", "{}");
        await RunAsync("b", "{}", "{}");

        var list = await _cluster.ListAsync(PodMetrics, "default", new ListOptions { Limit = 1 }, Token);

        Assert.Equal(["a", "b"], list.Items.Select(item => item.Metadata.Name));
        Assert.Null(list.Continue);
    }

    [Fact]
    public async Task WhatIsNotThere_IsRefusedByItsOwnName()
    {
        Assert.Equal("pods \"gone\" not found", (await Assert.ThrowsAsync<ApiException>(() => ContainersAsync("gone"))).Status.Message);
        Assert.Equal("nodes \"gone\" not found", (await Assert.ThrowsAsync<ApiException>(() => NodeAsync("gone"))).Status.Message);
    }

    [Fact]
    public async Task WhatDoesNotRun_HasNoMetrics()
    {
        await CreateAsync(WellKnownTypes.Pods, Pod("a", "{}", "{}"));
        await CreateAsync(WellKnownTypes.Nodes, """{"apiVersion":"v1","kind":"Node","metadata":{"name":"m"} }""");

        var pod = (await Assert.ThrowsAsync<ApiException>(() => ContainersAsync("a"))).Status;
        var node = (await Assert.ThrowsAsync<ApiException>(() => NodeAsync("m"))).Status;

        Assert.Equal((404, "podmetrics.metrics.k8s.io \"default/a\" not found", "podmetrics"), (pod.Code, pod.Message, pod.Details?.Kind));
        Assert.Equal((404, "nodemetrics.metrics.k8s.io \"m\" not found", "nodemetrics"), (node.Code, node.Message, node.Details?.Kind));
    }

    [Fact]
    public async Task PodOfANodeThatIsNotReady_HasNoMetrics()
    {
        await RunAsync("a", "{}", "{}");
        var lost = """{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]} }"""u8.ToArray();
        await _cluster.PatchAsync(WellKnownTypes.Nodes, NamespacedName.ClusterScoped("n"), new Patch(PatchType.Merge, lost), new WriteOptions { Subresource = "status" }, Token);

        Assert.Empty((await _cluster.ListAsync(PodMetrics, null, new ListOptions(), Token)).Items);
        Assert.Empty((await _cluster.ListAsync(NodeMetrics, null, new ListOptions(), Token)).Items);
        Assert.Equal("podmetrics.metrics.k8s.io \"default/a\" not found", (await Assert.ThrowsAsync<ApiException>(() => ContainersAsync("a"))).Status.Message);
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

    private async Task<KubernetesObject> NodeAsync(string name) => await _cluster.GetAsync(NodeMetrics, NamespacedName.ClusterScoped(name), Token);

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
