using System.Text.Json;
using Sampan.Controllers.Services;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Services;

public sealed class ServiceEndpointsTests
{
    private static readonly ResourceType Slices = EndpointSliceReconciler.Slices;
    private static readonly ResourceType Endpoints = EndpointsReconciler.Endpoints;

    [Fact]
    public async Task Service_WithRunningPods_HasThemAsEndpoints()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var service = await cluster.CreateAsync(WellKnownTypes.Services, Service("\"selector\": {\"app\": \"web\"}, \"ports\": [{\"name\": \"http\", \"port\": 80, \"targetPort\": 8080, \"appProtocol\": \"http\"}]"));
        await cluster.CreateAsync(WellKnownTypes.ReplicaSets, Manifests.ReplicaSet(replicas: 2));

        var slice = (await cluster.UntilAllAsync(Slices, slices => slices.Any(slice => ReadyOf(slice).Count == 2))).Single(IsOfWeb);
        Assert.Equal(service.Metadata.Uid, slice.Metadata.Controller?.Uid);
        Assert.Equal("endpointslice-controller.k8s.io", slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal("shop", slice.Metadata.Labels["team"]);
        Assert.Equal("IPv4", slice.Root.String("addressType"));
        Assert.Equal("""[{"name":"http","protocol":"TCP","port":8080,"appProtocol":"http"}]""", slice.Root.Member("ports")!.Value.GetRawText());

        var pods = cluster.Informers.For(WellKnownTypes.Pods).All;
        Assert.Equal(pods.Select(pod => pod.Metadata.Uid).Order(), ReadyOf(slice).Select(endpoint => endpoint.Member("targetRef")!.Value.String("uid")).Order());
        Assert.All(ReadyOf(slice), endpoint => Assert.StartsWith("node-", endpoint.String("nodeName"), StringComparison.Ordinal));

        var endpoints = await cluster.UntilAsync(Endpoints, "web", root => root.Items("subsets").Any(subset => subset.Items("addresses").Count() == 2));
        var subset = Assert.Single(endpoints.Root.Items("subsets"));
        Assert.Equal(8080, Assert.Single(subset.Items("ports")).Integer("port"));
        Assert.Equal("endpoint-controller", endpoints.Metadata.Labels["endpoints.kubernetes.io/managed-by"]);
    }

    [Fact]
    public async Task Service_WithoutPods_HasAnEmptySlice_UntilThereAreSome_AndAfter()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80}]"));
        var empty = (await cluster.UntilAllAsync(Slices, slices => slices.Any(IsOfWeb))).Single(IsOfWeb);
        Assert.Empty(empty.Root.Items("endpoints"));
        await cluster.UntilAsync(Endpoints, "web", root => !root.Items("subsets").Any());

        await cluster.CreateAsync(WellKnownTypes.ReplicaSets, Manifests.ReplicaSet(replicas: 1));
        await cluster.UntilAllAsync(Slices, slices => slices.Count(IsOfWeb) == 1 && slices.Any(slice => IsOfWeb(slice) && ReadyOf(slice).Count == 1));

        await cluster.PatchAsync(WellKnownTypes.ReplicaSets, "web", """{"spec":{"replicas":0}}""");
        await cluster.UntilAllAsync(Slices, slices => slices.Count(IsOfWeb) == 1 && slices.Any(slice => IsOfWeb(slice) && !slice.Root.Items("endpoints").Any()));
    }

    [Fact]
    public async Task Service_Deleted_TakesItsEndpointsAlong()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80}]"));
        await cluster.UntilAllAsync(Slices, slices => slices.Any(IsOfWeb));
        await cluster.UntilAllAsync(Endpoints, endpoints => endpoints.Count == 1);
        await cluster.DeleteAsync(WellKnownTypes.Services, "web");
        await cluster.UntilAllAsync(Slices, slices => !slices.Any(IsOfWeb));
        await cluster.UntilAllAsync(Endpoints, endpoints => endpoints.Count == 0);
    }

    [Fact]
    public async Task NamedPort_IsThatOfEachPod_AndPodsOfOtherPortsAreInOtherSlices()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80, \"targetPort\": \"http\"}]"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("old", 8080));
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("new", 9090));

        var slices = await cluster.UntilAllAsync(Slices, slices => slices.Count(slice => IsOfWeb(slice) && ReadyOf(slice).Count == 1) == 2);
        Assert.Equal([8080, 9090], slices.Where(IsOfWeb).Select(slice => slice.Root.Items("ports").Single().Integer("port")).Order());
    }

    [Fact]
    public async Task PodWithoutNode_IsNoEndpoint_AndOneNotReadyIsMarked()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"clusterIP\": \"None\", \"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80}]"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("waiting", """{"app":"web"}""").Replace("\"spec\": {", "\"spec\": {\"nodeSelector\": {\"no\": \"such\"},", StringComparison.Ordinal));
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("gated", """{"app":"web"}""").Replace("\"spec\": {", "\"spec\": {\"readinessGates\": [{\"conditionType\": \"example.com/open\"}],", StringComparison.Ordinal));

        var slice = (await cluster.UntilAllAsync(Slices, slices => slices.Any(slice => IsOfWeb(slice) && slice.Root.Items("endpoints").Any()))).Single(IsOfWeb);
        var endpoint = Assert.Single(slice.Root.Items("endpoints"));
        Assert.Equal("gated", endpoint.Member("targetRef")?.String("name"));
        Assert.Equal("""{"ready":false,"serving":false,"terminating":false}""", endpoint.Member("conditions")!.Value.GetRawText());
        Assert.Equal("", slice.Metadata.Labels["service.kubernetes.io/headless"]);
        var endpoints = await cluster.UntilAsync(Endpoints, "web", root => root.Items("subsets").Any());
        Assert.Single(Assert.Single(endpoints.Root.Items("subsets")).Items("notReadyAddresses"));
    }

    [Fact]
    public async Task Endpoints_BeyondAThousandAddresses_AreTruncated_AndSaySo()
    {
        const string Annotation = "endpoints.kubernetes.io/over-capacity";
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.Services, Service("\"selector\": {\"app\": \"web\"}, \"ports\": [{\"port\": 80}]"));
        for (var number = 0; number < 1001; number++)
        {
            var pod = await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod($"pod-{number}", """{"app":"web"}"""));
            var draft = pod.ToDraft();

            // Whatever the scheduler has said meanwhile.
            draft["metadata"]!.AsObject().Remove("resourceVersion");
            draft["status"] = System.Text.Json.Nodes.JsonNode.Parse($$"""{"phase":"Running","podIP":"10.1.{{number / 250}}.{{number % 250}}","podIPs":[{"ip":"10.1.{{number / 250}}.{{number % 250}}"}],"conditions":[{"type":"Ready","status":"True"}] }""");
            await cluster.Cluster.UpdateAsync(WellKnownTypes.Pods, KubernetesObject.From(draft), Kubernetes.Clusters.WriteOptions.By("test") with { Subresource = "status" }, TestContext.Current.CancellationToken);
        }

        var full = await cluster.UntilAsync(Endpoints, "web", root => root.Member("metadata", "annotations")?.String(Annotation) == "truncated");
        Assert.Equal(1000, full.Root.Items("subsets").Single().Items("addresses").Count());

        await cluster.DeleteAsync(WellKnownTypes.Pods, "pod-7");
        await cluster.UntilAsync(Endpoints, "web", root => root.Member("metadata", "annotations")?.String(Annotation) is null);
    }

    private static bool IsOfWeb(KubernetesObject slice) => slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") == "web";

    private static List<JsonElement> ReadyOf(KubernetesObject slice) =>
        [.. slice.Root.Items("endpoints").Where(endpoint => endpoint.Member("conditions")?.Boolean("ready") == true)];

    private static string Service(string spec) => $$"""
        {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web", "namespace": "default", "labels": {"team": "shop"} }, "spec": { {{spec}} } }
        """;

    private static string Pod(string name, int port) => Manifests.Pod(name, """{"app":"web"}""").Replace(
        "\"image\": \"nginx\"", $"\"image\": \"nginx\", \"ports\": [{{\"name\": \"http\", \"containerPort\": {port}}}]", StringComparison.Ordinal);
}
