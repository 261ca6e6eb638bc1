using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Subresources;

public sealed class PodSubresourceTests : IAsyncLifetime
{
    private static readonly NamespacedName Pod = new("default", "p");

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
    public async Task EphemeralContainers_AreAllThatIsWritten()
    {
        await CreateAsync();

        var pod = await PatchAsync("ephemeralcontainers", """{"metadata":{"labels":{"a":"b"} },"spec":{"activeDeadlineSeconds":5,"ephemeralContainers":[{"name":"debug","image":"i","targetContainerName":"c"}]},"status":{"phase":"Running"} }""");

        Assert.Equal("debug", Spec(pod).Items("ephemeralContainers").Single().String("name"));
        Assert.Empty(pod.Metadata.Labels);
        Assert.Null(Spec(pod).Member("activeDeadlineSeconds"));
        Assert.Equal("Pending", pod.Root.Member("status")!.Value.String("phase"));
        Assert.Equal(2, pod.Metadata.Generation);
    }

    [Fact]
    public async Task EphemeralContainers_ThatAreThere_Stay()
    {
        await CreateAsync();
        await PatchAsync("ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"debug","image":"i"}]} }""");

        var changed = await Assert.ThrowsAsync<ApiException>(() => PatchAsync("ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"debug","image":"j"}]} }"""));
        var removed = await Assert.ThrowsAsync<ApiException>(() => PatchAsync("ephemeralcontainers", """{"spec":{"ephemeralContainers":null} }"""));
        var unfit = await Assert.ThrowsAsync<ApiException>(() => PatchAsync("ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"c","image":"i","targetContainerName":"debug","ports":[{"containerPort":1}],"resources":{"limits":{"cpu":"1"} } },{"name":"debug","image":"i"}]} }"""));

        Assert.Contains("spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debug\" may not be changed\n", changed.Message, StringComparison.Ordinal);
        Assert.Contains("spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debug\" may not be removed\n", removed.Message, StringComparison.Ordinal);
        Assert.Contains("spec.ephemeralContainers[0].name: Duplicate value: \"c\", spec.ephemeralContainers[0].targetContainerName: Not found: \"debug\", spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container, spec.ephemeralContainers[0].resources: Forbidden: cannot be set for an Ephemeral Container", unfit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EphemeralContainers_OfAStaticPod_AreRefused()
    {
        await CreateAsync(annotations: """{"kubernetes.io/config.mirror":"x"}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => PatchAsync("ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"debug","image":"i"}]} }"""));

        Assert.Equal("Pod \"p\" is invalid: Forbidden: static pods do not support ephemeral containers", refused.Message);
    }

    [Fact]
    public async Task EphemeralContainers_Applied_AreOwnedAlone()
    {
        await CreateAsync();
        var applied = """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","labels":{"a":"b"} },"spec":{"ephemeralContainers":[{"name":"debug","image":"i"}]} }""";

        var pod = await _cluster.PatchAsync(WellKnownTypes.Pods, Pod, new Patch(PatchType.Apply, Encoding.UTF8.GetBytes(applied)), new WriteOptions { Subresource = "ephemeralcontainers", FieldManager = "tester" }, Token);

        var owner = pod.Root.Member("metadata")!.Value.Items("managedFields").Single(entry => entry.String("manager") == "tester");
        Assert.Equal("""{"f:spec":{"f:ephemeralContainers":{"k:{\"name\":\"debug\"}":{".":{},"f:image":{},"f:name":{}}}}}""", owner.Member("fieldsV1")!.Value.GetRawText());
        Assert.Empty(pod.Metadata.Labels);
    }

    [Fact]
    public async Task Status_ThatDoesNotSayWhatWasSaid_KeepsIt()
    {
        await CreateAsync();
        await PatchAsync("status", """{"status":{"observedGeneration":1,"conditions":[{"type":"Ready","status":"False","observedGeneration":1}]} }""");
        var draft = (await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token)).ToDraft();
        draft["status"] = JsonNode.Parse("""{"phase":"Running","conditions":[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}]}""");

        var status = (await _cluster.UpdateAsync(WellKnownTypes.Pods, KubernetesObject.From(draft), new WriteOptions { Subresource = "status" }, Token)).Root.Member("status")!.Value;

        Assert.Equal(("BestEffort", 1), (status.String("qosClass"), status.Integer("observedGeneration")));
        Assert.Equal([1, null], status.Items("conditions").Select(condition => condition.Integer("observedGeneration")));
    }

    private async Task CreateAsync(string annotations = "{}") => await _cluster.CreateAsync(
        WellKnownTypes.Pods,
        KubernetesObject.From(JsonNode.Parse($$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","annotations":{{annotations}} },"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]} }""")!.AsObject()),
        new WriteOptions(),
        Token);

    private async Task<KubernetesObject> PatchAsync(string subresource, string merge) =>
        await _cluster.PatchAsync(WellKnownTypes.Pods, Pod, new Patch(PatchType.Merge, Encoding.UTF8.GetBytes(merge)), new WriteOptions { Subresource = subresource }, Token);

    private static JsonElement Spec(KubernetesObject pod) => pod.Root.Member("spec")!.Value;
}
