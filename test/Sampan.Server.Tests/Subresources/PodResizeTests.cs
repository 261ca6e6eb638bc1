using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Subresources;

public sealed class PodResizeTests : IAsyncLifetime
{
    private const string Burstable = """{"requests":{"cpu":"100m","memory":"64Mi"},"limits":{"cpu":"200m","memory":"128Mi"}}""";
    private static readonly WriteOptions Resize = new() { Subresource = "resize", FieldManager = "tester" };

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
        await CreateAsync(WellKnownTypes.Nodes, """
            {"apiVersion":"v1","kind":"Node","metadata":{"name":"n","labels":{"kubernetes.io/os":"linux"} },
             "status":{"allocatable":{"cpu":"4","memory":"8Gi"},"declaredFeatures":["GuaranteedQoSPodCPUResize","InPlacePodLevelResourcesVerticalScaling","InPlacePodVerticalScalingInitContainers"]} }
            """);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Resize_OfCpuAndMemory_ChangesNothingElse()
    {
        await PodAsync("p", Burstable);

        var pod = await ResizeAsync("p", """
            {"metadata":{"labels":{"a":"b"},"annotations":{"a":"b"} },"status":{"phase":"Running"},
             "spec":{"activeDeadlineSeconds":5,"containers":[{"name":"c","image":"other","resources":{"requests":{"cpu":"150m"},"limits":{"cpu":"300m","memory":"100Mi"} } }]} }
            """);

        Assert.Equal(2, pod.Metadata.Generation);
        Assert.Empty(pod.Metadata.Labels);
        Assert.Empty(pod.Metadata.Annotations);
        var container = Container(pod);
        Assert.Equal("i", container.String("image"));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"limits":{"cpu":"300m","memory":"100Mi"},"requests":{"cpu":"150m","memory":"64Mi"} }"""),
            JsonNode.Parse(container.Member("resources")!.Value.GetRawText())));
        Assert.Null(pod.Root.Member("spec", "activeDeadlineSeconds"));
        Assert.Equal("Pending", pod.Root.Member("status")!.Value.String("phase"));
    }

    [Fact]
    public async Task Update_OfTheWholePod_ReplacesResourcesOnly()
    {
        await PodAsync("p", Burstable);
        var draft = (await GetAsync("p")).ToDraft();
        draft["spec"]!["containers"]![0]!["resources"]!["requests"]!["cpu"] = "120m";
        draft["metadata"]!["labels"] = new JsonObject { ["a"] = "b" };

        var pod = await _cluster.UpdateAsync(WellKnownTypes.Pods, KubernetesObject.From(draft), Resize, Token);

        Assert.Equal("120m", Container(pod).Member("resources", "requests")!.Value.String("cpu"));
        Assert.Empty(pod.Metadata.Labels);
    }

    [Fact]
    public async Task Resize_DryRun_StoresNothing()
    {
        await PodAsync("p", Burstable);

        var answered = await _cluster.PatchAsync(WellKnownTypes.Pods, Name("p"), Strategic("""{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"150m"} } }]} }"""), Resize with { DryRun = true }, Token);

        Assert.Equal(2, answered.Metadata.Generation);
        Assert.Equal("100m", Container(await GetAsync("p")).Member("resources", "requests")!.Value.String("cpu"));
    }

    [Fact]
    public async Task Apply_OwnsTheResourcesAlone()
    {
        await PodAsync("p", Burstable);

        var applied = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","labels":{"a":"b"} },"spec":{"containers":[{"name":"c","image":"other","resources":{"requests":{"cpu":"150m"} } }]} }""";
        var pod = await _cluster.PatchAsync(WellKnownTypes.Pods, Name("p"), new Patch(PatchType.Apply, Encoding.UTF8.GetBytes(applied)), Resize with { Force = true }, Token);

        Assert.Equal("150m", Container(pod).Member("resources", "requests")!.Value.String("cpu"));
        Assert.Equal("i", Container(pod).String("image"));
        Assert.Empty(pod.Metadata.Labels);
        var owner = pod.Root.Member("metadata")!.Value.Items("managedFields").Single(entry => entry.String("manager") == "tester");
        Assert.Equal(("Apply", "resize"), (owner.String("operation"), owner.String("subresource")));
        Assert.Equal("""{"f:spec":{"f:containers":{"k:{\"name\":\"c\"}":{"f:resources":{"f:requests":{"f:cpu":{}}}}}}}""", owner.Member("fieldsV1")!.Value.GetRawText());
    }

    [Theory]
    [InlineData(Burstable, """{"requests":{"cpu":"200m","memory":"128Mi"}}""", "spec: Invalid value: \"Burstable\": Pod QOS Class may not change as a result of resizing")]
    [InlineData(Burstable, """{"requests":{"cpu":null}, "limits":{"cpu":null}}""", "spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed, spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed")]
    [InlineData(Burstable, """{"requests":{"cpu":"500m"}}""", "spec.containers[0].resources.requests: Invalid value: \"500m\": must be less than or equal to cpu limit of 200m")]
    [InlineData(Burstable, """{"limits":{"ephemeral-storage":"1Gi"}}""", "spec: Forbidden: only cpu and memory resources are mutable")]
    [InlineData("{}", """{"requests":{"cpu":"100m"}}""", "spec: Invalid value: \"BestEffort\": Pod QOS Class may not change as a result of resizing")]
    public async Task Resize_ThatChangesWhatThePodIs_IsRefused(string resources, string resized, string why)
    {
        await PodAsync("p", resources);

        var refused = await RefusedAsync("p", $$$"""{"spec":{"containers":[{"name":"c","resources":{{{resized}}} }]} }""");

        Assert.Equal(422, refused.Status.Code);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_OfAResizePolicy_IsRefused()
    {
        await PodAsync("p", Burstable);

        var refused = await RefusedAsync("p", """{"spec":{"containers":[{"name":"c","resizePolicy":[{"resourceName":"cpu","restartPolicy":"RestartContainer"}]}]} }""");

        Assert.Contains("spec: Forbidden: only cpu and memory resources are mutable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_OfOtherContainers_IsRefused()
    {
        await PodAsync("p", Burstable);

        var refused = await RefusedAsync("p", """{"spec":{"containers":[{"name":"d","image":"i"}]} }""");
        var renamed = await Assert.ThrowsAsync<ApiException>(async () => await _cluster.PatchAsync(
            WellKnownTypes.Pods, Name("p"), new Patch(PatchType.Json, """[{"op":"replace","path":"/spec/containers/0/name","value":"d"}]"""u8.ToArray()), Resize, Token));

        Assert.Contains("spec.containers: Forbidden: containers may not be added or removed on resize", refused.Message, StringComparison.Ordinal);
        Assert.Contains("spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize", renamed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"metadata":{"annotations":{"kubernetes.io/config.mirror":"x"} } }""", "static pods cannot be resized")]
    [InlineData("""{"spec":{"os":{"name":"windows"} } }""", "windows pods cannot be resized")]
    [InlineData("""{"status":{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{} } }]} }""", "spec: Forbidden: Pod running on node without support for resize")]
    public async Task Resize_OfAPodThatCannotBe_IsRefused(string pod, string why)
    {
        await PodAsync("p", Burstable, pod);

        var refused = await RefusedAsync("p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"150m"} } }]} }""");

        Assert.Equal(422, refused.Status.Code);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_OfInitContainers_IsOfCpuAndMemory()
    {
        await PodAsync("p", Burstable, """{"spec":{"initContainers":[{"name":"s","image":"i","restartPolicy":"Always","resources":{"requests":{"cpu":"10m"} } },{"name":"i","image":"i","resources":{"requests":{"cpu":"10m"} } }]} }""");

        var pod = await ResizeAsync("p", """{"spec":{"initContainers":[{"name":"s","resources":{"requests":{"cpu":"20m"} } },{"name":"i","resources":{"requests":{"cpu":"30m"} } }]} }""");
        var refused = await RefusedAsync("p", """{"spec":{"initContainers":[{"name":"s","resources":{"requests":{"ephemeral-storage":"1Gi"} } }]} }""");

        Assert.Equal(["20m", "30m"], pod.Root.Member("spec")!.Value.Items("initContainers").Select(container => container.Member("resources", "requests")!.Value.String("cpu")));
        Assert.Contains("spec.initContainers[0]: Forbidden: only cpu and memory resources for init or sidecar containers are mutable", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_OfThePodAsAWhole_NeedsANodeThatSaysItCan()
    {
        await PodAsync("p", "{}", """{"spec":{"resources":{"requests":{"cpu":"1"},"limits":{"cpu":"2"} } } }""");

        var pod = await ResizeAsync("p", """{"spec":{"resources":{"requests":{"cpu":"1500m"} } } }""");
        var removed = await RefusedAsync("p", """{"spec":{"resources":{"limits":{"cpu":null} } } }""");
        await _cluster.PatchAsync(WellKnownTypes.Nodes, NamespacedName.ClusterScoped("n"), new Patch(PatchType.Merge, """{"status":{"declaredFeatures":null} }"""u8.ToArray()), new WriteOptions { Subresource = "status" }, Token);
        var unable = await RefusedAsync("p", """{"spec":{"resources":{"requests":{"cpu":"1200m"} } } }""");

        Assert.Equal("1500m", pod.Root.Member("spec", "resources", "requests")!.Value.String("cpu"));
        Assert.Contains("spec.resources.limits: Forbidden: pod-level resource limits cannot be removed", removed.Message, StringComparison.Ordinal);
        Assert.Equal((403, "pods \"p\" is forbidden: pod update requires features InPlacePodLevelResourcesVerticalScaling which are not available on node \"n\""), (unable.Status.Code, unable.Message));
    }

    [Fact]
    public async Task Resize_BeyondTheNode_IsRefused()
    {
        await PodAsync("p", Burstable);

        var refused = await RefusedAsync("p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"5"},"limits":{"cpu":"5"} } }]} }""");

        Assert.Equal((403, "pods \"p\" is forbidden: node didn't have enough allocatable resources: cpu, requested: 5000, allocatable: 4000"), (refused.Status.Code, refused.Message));
        Assert.Equal("NodeCapacity", refused.Status.Details!.Causes.Single().Reason);
    }

    [Fact]
    public async Task Resize_BeyondAQuota_IsRefused_AndWithinItIsCharged()
    {
        await CreateAsync(new ResourceType("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true), """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"default"},"spec":{"hard":{"requests.cpu":"1"} } }""");
        var quotas = new ResourceType("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);
        await _cluster.PatchAsync(quotas, Name("q"), new Patch(PatchType.Merge, """{"status":{"hard":{"requests.cpu":"1"},"used":{"requests.cpu":"0"} } }"""u8.ToArray()), new WriteOptions { Subresource = "status" }, Token);
        await PodAsync("p", """{"requests":{"cpu":"100m"}}""");

        await ResizeAsync("p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"800m"} } }]} }""");
        var refused = await RefusedAsync("p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"1100m"} } }]} }""");

        Assert.Equal((403, "pods \"p\" is forbidden: exceeded quota: q, requested: requests.cpu=300m, used: requests.cpu=800m, limited: requests.cpu=1"), (refused.Status.Code, refused.Message));
    }

    [Fact]
    public async Task Resize_Down_IsCreditedToTheQuotaOnlyWhenTheNodeHasFollowed()
    {
        var quotas = new ResourceType("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);
        await CreateAsync(quotas, """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"default"},"spec":{"hard":{"requests.cpu":"1"} } }""");
        await _cluster.PatchAsync(quotas, Name("q"), new Patch(PatchType.Merge, """{"status":{"hard":{"requests.cpu":"1"},"used":{"requests.cpu":"0"} } }"""u8.ToArray()), new WriteOptions { Subresource = "status" }, Token);
        await PodAsync("p", """{"requests":{"cpu":"800m"}}""", """{"status":{"containerStatuses":[{"name":"c","image":"i","imageID":"","ready":true,"restartCount":0,"state":{"running":{} },"resources":{"requests":{"cpu":"800m"} } }]} }""");

        await ResizeAsync("p", """{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"300m"} } }]} }""");

        Assert.Equal("800m", (await _cluster.GetAsync(quotas, Name("q"), Token)).Root.Member("status", "used")!.Value.String("requests.cpu"));
    }

    [Fact]
    public async Task Create_WithAnInitContainerThatRestartsOnResize_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<ApiException>(async () => await PodAsync("p", "{}", """{"spec":{"initContainers":[{"name":"i","image":"i","resizePolicy":[{"resourceName":"cpu","restartPolicy":"RestartContainer"}]}]} }"""));

        Assert.Equal("Pod \"p\" is invalid: spec.initContainers[0].resizePolicy[0].restartPolicy: Invalid value: \"RestartContainer\": must not be set to 'RestartContainer' for non-sidecar initContainers", refused.Message);
    }

    // A pod on the node, with more in its metadata, spec and status.
    private async Task PodAsync(string name, string resources, string more = "{}")
    {
        var pod = JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i","resources":{{{resources}}} }]} }""")!.AsObject();
        var addition = JsonNode.Parse(more)!.AsObject();
        foreach (var part in (ReadOnlySpan<string>)["metadata", "spec"])
        {
            foreach (var (field, value) in addition[part] as JsonObject ?? [])
            {
                pod[part]![field] = value!.DeepClone();
            }
        }

        await _cluster.CreateAsync(WellKnownTypes.Pods, KubernetesObject.From(pod), new WriteOptions(), Token);
        if (addition["status"] is { } status)
        {
            await _cluster.PatchAsync(WellKnownTypes.Pods, Name(name), new Patch(PatchType.Merge, new JsonObject { ["status"] = status.DeepClone() }.ToUtf8Bytes()), new WriteOptions { Subresource = "status" }, Token);
        }
    }

    private async Task<KubernetesObject> ResizeAsync(string name, string patch) => await _cluster.PatchAsync(WellKnownTypes.Pods, Name(name), Strategic(patch), Resize, Token);

    private async Task<ApiException> RefusedAsync(string name, string patch) => await Assert.ThrowsAsync<ApiException>(() => ResizeAsync(name, patch));

    private async Task<KubernetesObject> GetAsync(string name) => await _cluster.GetAsync(WellKnownTypes.Pods, Name(name), Token);

    private async Task CreateAsync(ResourceType type, string json) => await _cluster.CreateAsync(type, KubernetesObject.From(JsonNode.Parse(json)!.AsObject()), new WriteOptions(), Token);

    private static Patch Strategic(string patch) => new(PatchType.StrategicMerge, Encoding.UTF8.GetBytes(patch));

    private static NamespacedName Name(string name) => new("default", name);

    private static JsonElement Container(KubernetesObject pod) => pod.Root.Member("spec")!.Value.Items("containers").First();
}
