using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Nodes;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Nodes;

public sealed class PodResizeTests
{
    private const string Status = "status";

    [Fact]
    public async Task Resize_ComesTrue_AndTheSchedulerCountsIt()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "1"));
        var started = await RunningAsync(cluster, "a");

        await ResizeAsync(cluster, "a", "6");
        var resized = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Cpu(pod, "resources", "requests") == "6");
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "3"));
        var waiting = await cluster.UntilAsync(WellKnownTypes.Pods, "b", pod => Condition(pod, "PodScheduled") is { } condition && condition.String("status") == "False");

        Assert.Equal("1", Cpu(started.Root, "allocatedResources"));
        Assert.Equal("6", Cpu(resized.Root, "allocatedResources"));
        Assert.Equal(2, resized.Root.Member(Status)!.Value.Integer("observedGeneration"));
        Assert.Equal(0, Container(resized.Root).Integer("restartCount"));
        Assert.Null(Condition(resized.Root, "PodResizeInProgress"));
        Assert.Equal(2, Condition(resized.Root, "Ready")!.Value.Integer("observedGeneration"));
        Assert.Contains("Insufficient cpu", Condition(waiting.Root, "PodScheduled")!.Value.String("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resize_TakesAsLongAsAStart_AndSaysThatItIsInProgress()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await SlowAsync(time);

        await ResizeAsync(cluster, "a", "2");
        var begun = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Condition(pod, "PodResizeInProgress") is not null);
        await AdvanceUntilAsync(cluster, time, "a", pod => Cpu(pod, "resources", "requests") == "2");

        Assert.Equal(("2", "1"), (Cpu(begun.Root, "allocatedResources"), Cpu(begun.Root, "resources", "requests")));
        Assert.Equal("True", Condition(begun.Root, "PodResizeInProgress")!.Value.String("status"));
    }

    [Fact]
    public async Task Resize_WithoutRoom_WaitsUntilThereIs()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "3"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "4"));
        await RunningAsync(cluster, "a");
        await RunningAsync(cluster, "b");

        await ResizeAsync(cluster, "a", "5");
        var waiting = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Condition(pod, "PodResizePending") is not null);
        await cluster.DeleteAsync(WellKnownTypes.Pods, "b");
        var resized = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Cpu(pod, "resources", "requests") == "5");

        var pending = Condition(waiting.Root, "PodResizePending")!.Value;
        Assert.Equal(("Deferred", "Node didn't have enough resource: cpu, requested: 5000, used: 4000, capacity: 8000"), (pending.String("reason"), pending.String("message")));
        Assert.Equal("3", Cpu(waiting.Root, "allocatedResources"));
        Assert.Null(Condition(resized.Root, "PodResizePending"));
    }

    [Fact]
    public async Task Resize_ThatIsTakenBack_LeavesNoTrace()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "3"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("b", "4"));
        await RunningAsync(cluster, "a");
        await RunningAsync(cluster, "b");
        await ResizeAsync(cluster, "a", "5");
        await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Condition(pod, "PodResizePending") is not null);

        await ResizeAsync(cluster, "a", "3");

        await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Condition(pod, "PodResizePending") is null && pod.Member(Status)!.Value.Integer("observedGeneration") == 3);
    }

    [Fact]
    public async Task Resize_ThatIsTakenBackUnderWay_LeavesNothingSetAside()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await SlowAsync(time);
        await ResizeAsync(cluster, "a", "2");
        await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Cpu(pod, "allocatedResources") == "2");

        await ResizeAsync(cluster, "a", "1");

        var back = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Condition(pod, "PodResizeInProgress") is null);
        Assert.Equal(("1", "1"), (Cpu(back.Root, "allocatedResources"), Cpu(back.Root, "resources", "requests")));
    }

    [Fact]
    public async Task Resize_OfTwoPodsAtOnce_GivesTheRoomOnce()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        string[] names = ["a", "b", "c", "d"];
        foreach (var name in names)
        {
            await cluster.CreateAsync(WellKnownTypes.Pods, Pod(name, "1"));
            await RunningAsync(cluster, name);
        }

        // The node has 8.
        await Task.WhenAll(names.Select(name => ResizeAsync(cluster, name, "4")));

        var pods = await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.All(pod => pod.Root.Member(Status)!.Value.Integer("observedGeneration") == 2));
        Assert.Equal(3, pods.Count(pod => Condition(pod.Root, "PodResizePending") is not null));
        Assert.Equal(["1", "1", "1", "4"], pods.Select(pod => Cpu(pod.Root, "allocatedResources")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Complete_AfterARestart_KeepsTheCount()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1, time: time);
        await cluster.UntilAllAsync(WellKnownTypes.Nodes, nodes => nodes.Count == 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, OnNode(Pod("a", "1", "\"resizePolicy\":[{\"resourceName\":\"cpu\",\"restartPolicy\":\"RestartContainer\"}],"))
            .Replace("\"metadata\": {", "\"metadata\": {\"annotations\": {\"sampan.dev/run-seconds\": \"60\"},", StringComparison.Ordinal));
        await RunningAsync(cluster, "a");
        await ResizeAsync(cluster, "a", "2");
        var resized = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Container(pod).Integer("restartCount") == 1);

        await AdvanceUntilAsync(cluster, time, "a", pod => pod.Member(Status)!.Value.String("phase") == "Succeeded");

        var ended = (await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => pod.Member(Status)!.Value.String("phase") == "Succeeded")).Root;
        Assert.Equal(1, Container(ended).Integer("restartCount"));
        Assert.Equal(Container(resized.Root).String("containerID"), Container(ended).String("containerID"));
        Assert.NotNull(Container(ended).Member("lastState", "terminated"));
    }

    [Fact]
    public async Task Resize_OfAContainerThatMustRestart_RestartsIt()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "1", "\"resizePolicy\":[{\"resourceName\":\"cpu\",\"restartPolicy\":\"RestartContainer\"}],"));
        var started = await RunningAsync(cluster, "a");

        await ResizeAsync(cluster, "a", "2");
        var resized = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => Cpu(pod, "resources", "requests") == "2");

        Assert.Equal(1, Container(resized.Root).Integer("restartCount"));
        Assert.NotEqual(Container(started.Root).String("containerID"), Container(resized.Root).String("containerID"));
        Assert.Equal(Container(started.Root).String("containerID"), Container(resized.Root).Member("lastState", "terminated")!.Value.String("containerID"));
    }

    [Fact]
    public async Task Resize_OfThePodAsAWhole_ComesTrue()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("a").Replace("\"spec\": {", "\"spec\": {\"resources\":{\"requests\":{\"cpu\":\"1\"},\"limits\":{\"cpu\":\"2\"} },", StringComparison.Ordinal));
        await RunningAsync(cluster, "a");

        await PatchResizeAsync(cluster, "a", """{"spec":{"resources":{"requests":{"cpu":"1500m"} } } }""");

        var resized = await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => pod.Member(Status, "resources", "requests")?.String("cpu") == "1500m");
        Assert.Equal("1500m", resized.Root.Member(Status, "allocatedResources")!.Value.String("cpu"));
    }

    [Fact]
    public async Task Resize_Down_GivesBackToTheQuota()
    {
        var quotas = new ResourceType("", "v1", "resourcequotas", "ResourceQuota", Namespaced: true);
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(quotas, """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q","namespace":"default"},"spec":{"hard":{"requests.cpu":"4"} } }""");
        await cluster.UntilAsync(quotas, "q", quota => quota.Member(Status, "used") is not null);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "3"));
        await RunningAsync(cluster, "a");

        var refused = await Assert.ThrowsAsync<ApiException>(() => ResizeAsync(cluster, "a", "5"));
        await ResizeAsync(cluster, "a", "1");

        Assert.Contains("exceeded quota: q, requested: requests.cpu=2, used: requests.cpu=3, limited: requests.cpu=4", refused.Message, StringComparison.Ordinal);
        await cluster.UntilAsync(quotas, "q", quota => quota.Member(Status, "used")!.Value.String("requests.cpu") == "1");
    }

    [Fact]
    public async Task Update_OfARunningPod_IsObserved()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, Pod("a", "1"));
        await RunningAsync(cluster, "a");

        await cluster.PatchAsync(WellKnownTypes.Pods, "a", """{"spec":{"activeDeadlineSeconds":1000} }""");

        await cluster.UntilAsync(WellKnownTypes.Pods, "a", pod => pod.Member(Status)!.Value.Integer("observedGeneration") == 2);
    }

    /// <summary>A cluster whose node takes a second to start and to resize, with a pod that runs.</summary>
    private static async Task<ClusterFixture> SlowAsync(FakeTimeProvider time)
    {
        var options = new EmbeddedControllersOptions { Nodes = [new NodeGroup("node", 1, NodeShape.Default)], Simulation = SimulationOptions.Immediate with { StartDelay = TimeSpan.FromSeconds(1) } };
        var cluster = await ClusterFixture.StartAsync(options: options, time: time);
        await cluster.UntilAllAsync(WellKnownTypes.Nodes, nodes => nodes.Count == 1);
        await cluster.CreateAsync(WellKnownTypes.Pods, OnNode(Pod("a", "1")));
        await AdvanceUntilAsync(cluster, time, "a", pod => pod.Member(Status)!.Value.String("phase") == "Running");
        return cluster;
    }

    private static Task<KubernetesObject> RunningAsync(ClusterFixture cluster, string name) =>
        cluster.UntilAsync(WellKnownTypes.Pods, name, pod => pod.Member(Status)?.String("phase") == "Running");

    private static async Task AdvanceUntilAsync(ClusterFixture cluster, FakeTimeProvider time, string name, Func<JsonElement, bool> condition)
    {
        var done = cluster.UntilAsync(WellKnownTypes.Pods, name, condition);
        while (await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken)) != done)
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
        }

        await done;
    }

    private static Task ResizeAsync(ClusterFixture cluster, string name, string cpu) =>
        PatchResizeAsync(cluster, name, $$$"""{"spec":{"containers":[{"name":"main","resources":{"requests":{"cpu":"{{{cpu}}}"} } }]} }""");

    private static async Task PatchResizeAsync(ClusterFixture cluster, string name, string patch) => await cluster.Cluster.PatchAsync(
        WellKnownTypes.Pods,
        new NamespacedName("default", name),
        new Patch(PatchType.StrategicMerge, Encoding.UTF8.GetBytes(patch)),
        new WriteOptions { Subresource = "resize", FieldManager = "test" },
        TestContext.Current.CancellationToken);

    private static string Pod(string name, string cpu, string container = "") => Manifests.Pod(name).Replace(
        "\"image\": \"nginx\"", $"{container}\"image\": \"nginx\", \"resources\": {{\"requests\": {{\"cpu\": \"{cpu}\"}} }}", StringComparison.Ordinal);

    private static string OnNode(string pod) => pod.Replace("\"spec\": {", "\"spec\": {\"nodeName\": \"node-1\",", StringComparison.Ordinal);

    private static string? Cpu(JsonElement pod, params string[] path) => pod.Member(Status)?.Items("containerStatuses").Select(container => container.Member(path)).FirstOrDefault()?.String("cpu");

    private static JsonElement Container(JsonElement pod) => pod.Member(Status)!.Value.Items("containerStatuses").Single();

    private static JsonElement? Condition(JsonElement pod, string type) =>
        pod.Member(Status)?.Items("conditions").Where(condition => condition.String("type") == type).Select(condition => (JsonElement?)condition).FirstOrDefault();
}
