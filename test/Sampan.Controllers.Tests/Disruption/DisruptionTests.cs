using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Disruption;

public sealed class DisruptionTests
{
    private static readonly ResourceType Budgets = WellKnownTypes.PodDisruptionBudgets;
    /// <summary>So little that retries come and nothing else does.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(0.1);

    private static readonly ResourceType Widgets = new("example.com", "v1", "widgets", "Widget", Namespaced: true);

    [Theory]
    [InlineData("\"minAvailable\":3", 4, 3, 1)]
    [InlineData("\"minAvailable\":5", 4, 5, 0)]
    [InlineData("\"minAvailable\":\"50%\"", 4, 2, 2)]
    [InlineData("\"minAvailable\":\"51%\"", 4, 3, 1)]
    [InlineData("\"maxUnavailable\":1", 4, 3, 1)]
    [InlineData("\"maxUnavailable\":\"30%\"", 4, 2, 2)]
    [InlineData("\"maxUnavailable\":9", 4, 0, 4)]
    [InlineData("\"maxUnavailable\":0", 4, 4, 0)]
    public async Task Budget_OfADeployment_CountsWhatMayGo(string limit, int expected, int desired, int allowed)
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Deployments, Manifests.Deployment(replicas: 4));
        await cluster.CreateAsync(Budgets, Budget(limit));

        var budget = await cluster.UntilAsync(Budgets, "web", root => Status(root, "currentHealthy") == 4 && Status(root, "expectedPods") == expected);

        Assert.Equal(desired, Status(budget.Root, "desiredHealthy"));
        Assert.Equal(allowed, Status(budget.Root, "disruptionsAllowed"));
        Assert.Equal(1, Status(budget.Root, "observedGeneration"));
        var condition = Condition(budget.Root);
        Assert.Equal((allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods"), (condition.String("status"), condition.String("reason")));
        Assert.Equal((1, ""), (condition.Integer("observedGeneration"), condition.String("message")));
    }

    [Theory]
    [InlineData("ReplicaSet", "replicasets", "\"selector\":{\"matchLabels\":{\"app\":\"web\"}},")]
    [InlineData("StatefulSet", "statefulsets", "\"serviceName\":\"web\",\"selector\":{\"matchLabels\":{\"app\":\"web\"}},")]
    [InlineData("ReplicationController", "replicationcontrollers", "")]
    public async Task Budget_OfOtherWorkloads_ReadsTheirScale(string kind, string plural, string fields)
    {
        await using var cluster = await ClusterFixture.StartAsync();
        var type = new ResourceType(kind == "ReplicationController" ? "" : "apps", "v1", plural, kind, Namespaced: true);
        await cluster.CreateAsync(type, $$"""
            {"apiVersion":"{{type.ApiVersion}}","kind":"{{kind}}","metadata":{"name":"web","namespace":"default"},"spec":{"replicas":2,{{fields}}"template":{{Manifests.Template("web", "nginx")}} } }
            """);
        await cluster.CreateAsync(Budgets, Budget("\"maxUnavailable\":1"));

        await cluster.UntilAsync(Budgets, "web", root => Status(root, "expectedPods") == 2 && Status(root, "disruptionsAllowed") == 1);
    }

    [Fact]
    public async Task Budget_OfACustomResource_ReadsItsScale()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await DefineWidgetsAsync(cluster, """{"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas"}}""");
        var widget = await cluster.CreateAsync(Widgets, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","namespace":"default"},"spec":{"replicas":7} }""");
        await cluster.CreateAsync(WellKnownTypes.Pods, Owned(widget));
        await cluster.CreateAsync(Budgets, Budget("\"maxUnavailable\":\"100%\""));

        var budget = await cluster.UntilAsync(Budgets, "web", root => Status(root, "expectedPods") == 7 && Status(root, "currentHealthy") == 1);

        Assert.Equal(0, Status(budget.Root, "desiredHealthy"));
    }

    [Fact]
    public async Task Budget_OfControllersWithoutScale_AllowsNothingAndSaysWhy()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await DefineWidgetsAsync(cluster, "{}");
        var widget = await cluster.CreateAsync(Widgets, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w","namespace":"default"} }""");
        await cluster.CreateAsync(WellKnownTypes.Pods, Owned(widget));
        await cluster.CreateAsync(Budgets, Budget("\"maxUnavailable\":1"));

        var budget = await cluster.UntilAsync(Budgets, "web", root => Condition(root).String("reason") == "SyncFailed");
        var events = await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("reason") == "CalculateExpectedPodCountFailed"));

        Assert.Equal("widgets.example.com does not implement the scale subresource", Condition(budget.Root).String("message"));
        Assert.Equal(0, Status(budget.Root, "disruptionsAllowed"));
        Assert.Contains(events, one => one.Root.String("message") == "Failed to calculate the number of expected pods: widgets.example.com does not implement the scale subresource");
    }

    [Fact]
    public async Task Budget_OfPodsWhoseControllerIsUnknown_SaysSo()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("one", "{\"app\":\"web\"}", """
            ,"finalizers":["example.com/stay"],"ownerReferences":[{"apiVersion":"example.com/v1","kind":"Gone","name":"g","uid":"u","controller":true}]
            """));
        await cluster.CreateAsync(Budgets, Budget("\"maxUnavailable\":1"));

        await cluster.UntilAsync(Budgets, "web", root => Condition(root).String("message") == "no matches for kind \"Gone\" in version \"example.com/v1\"");
    }

    [Fact]
    public async Task Budget_WithoutPodsAndWithUnmanagedOnes_ReportsThem()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(Budgets, Budget("\"maxUnavailable\":1"));
        var empty = await cluster.UntilAsync(Budgets, "web", root => Status(root, "observedGeneration") == 1);
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("reason") == "NoPods" && one.Root.String("message") == "No matching pods found"));
        await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod("one", "{\"app\":\"web\"}"));

        var budget = await cluster.UntilAsync(Budgets, "web", root => Status(root, "currentHealthy") == 1);
        var events = await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("reason") == "UnmanagedPods"));

        Assert.Equal(0, Status(empty.Root, "disruptionsAllowed"));
        Assert.Equal((0, 0), (Status(budget.Root, "expectedPods"), Status(budget.Root, "disruptionsAllowed")));
        Assert.Contains(events, one => one.Root.StringOrEmpty("message").StartsWith("Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{app: web,},MatchExpressions:[]LabelSelectorRequirement{},}) were found to be unmanaged.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Evict_BeyondTheBudget_IsRefusedUntilThePodsAreBack()
    {
        await using var cluster = await ClusterFixture.StartAsync();
        await cluster.CreateAsync(WellKnownTypes.ReplicaSets, Manifests.ReplicaSet(replicas: 2));
        await cluster.CreateAsync(Budgets, Budget("\"minAvailable\":2"));
        await cluster.UntilAsync(Budgets, "web", root => Status(root, "currentHealthy") == 2);
        var pod = (await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2))[0];

        var refused = await Assert.ThrowsAsync<ApiException>(() => EvictAsync(cluster, pod));
        Assert.Equal(429, refused.Status.Code);
        Assert.Equal("The disruption budget web needs 2 healthy pods and has 2 currently", refused.Status.Details!.Causes.Single().Message);
        Assert.Equal(0, refused.Status.Details.RetryAfterSeconds);

        await cluster.PatchAsync(WellKnownTypes.ReplicaSets, "web", """{"spec":{"replicas":3}}""");
        await cluster.UntilAsync(Budgets, "web", root => Status(root, "disruptionsAllowed") == 1);
        await EvictAsync(cluster, pod);

        await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 3 && pods.All(other => other.Metadata.Uid != pod.Metadata.Uid));
        await cluster.UntilAsync(Budgets, "web", root => Status(root, "disruptionsAllowed") == 1 && root.Member("status", "disruptedPods") is null);
    }

    [Fact]
    public async Task EvictedPod_ThatStays_CountsAgainAfterTwoMinutes()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(time: time);
        await cluster.CreateAsync(WellKnownTypes.ReplicaSets, Manifests.ReplicaSet(replicas: 2));
        await cluster.CreateAsync(Budgets, Budget("\"minAvailable\":1"));
        await AdvancedUntilAsync(time, Moment, cluster.UntilAsync(Budgets, "web", root => Status(root, "disruptionsAllowed") == 1));
        var pod = (await cluster.UntilAllAsync(WellKnownTypes.Pods, pods => pods.Count == 2))[0];
        var draft = (await cluster.Cluster.GetAsync(Budgets, new NamespacedName("default", "web"), TestContext.Current.CancellationToken)).ToDraft();
        draft["status"]!["disruptedPods"] = new System.Text.Json.Nodes.JsonObject { [pod.Metadata.Name] = "2026-08-01T12:00:00Z", ["gone"] = "2026-08-01T12:00:00Z" };
        await cluster.Cluster.UpdateAsync(Budgets, KubernetesObject.From(draft), WriteOptions.By("test") with { Subresource = "status" }, TestContext.Current.CancellationToken);
        var waiting = await AdvancedUntilAsync(time, Moment, cluster.UntilAsync(Budgets, "web", root => Status(root, "currentHealthy") == 1 && root.Member("status", "disruptedPods")?.String("gone") is null));
        Assert.Equal([pod.Metadata.Name], waiting.Root.Member("status", "disruptedPods")!.Value.EnumerateObject().Select(one => one.Name));

        await AdvancedUntilAsync(time, TimeSpan.FromSeconds(30), cluster.UntilAsync(Budgets, "web", root => Status(root, "currentHealthy") == 2 && root.Member("status", "disruptedPods") is null));
        await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one =>
            one.Root.String("reason") == "NotDeleted" && one.Root.String("message") == "Pod was expected by PDB default/web to be deleted but it wasn't"));
    }

    [Fact]
    public async Task DisruptionTarget_ThatCameToNothing_IsTakenBack()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(time: time);
        await AnnouncedAsync("stale", "PreemptionByScheduler");
        await AnnouncedAsync("kubelet", "TerminationByKubelet");

        var taken = await AdvancedUntilAsync(time, TimeSpan.FromSeconds(30), cluster.UntilAsync(WellKnownTypes.Pods, "stale", root => DisruptionTarget(root)?.String("status") == "False"));

        Assert.Null(DisruptionTarget(taken.Root)!.Value.String("reason"));
        await cluster.UntilAsync(WellKnownTypes.Pods, "kubelet", root => DisruptionTarget(root)?.String("status") == "True");

        async Task AnnouncedAsync(string pod, string reason)
        {
            await cluster.CreateAsync(WellKnownTypes.Pods, Manifests.Pod(pod));
            await Announce(cluster, pod, reason);
        }
    }

    private static async Task<KubernetesObject> AdvancedUntilAsync(FakeTimeProvider time, TimeSpan step, Task<KubernetesObject> reached)
    {
        while (!reached.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
        }

        return await reached;
    }

    private static async Task Announce(ClusterFixture cluster, string pod, string reason) => await cluster.Cluster.PatchAsync(
        WellKnownTypes.Pods,
        new NamespacedName("default", pod),
        new Patch(PatchType.StrategicMerge, System.Text.Encoding.UTF8.GetBytes($$"""{"status":{"conditions":[{"type":"DisruptionTarget","status":"True","reason":"{{reason}}","lastTransitionTime":"2026-08-01T12:00:00Z"}] } }""")),
        WriteOptions.By("test") with { Subresource = "status" },
        TestContext.Current.CancellationToken);

    private static JsonElement? DisruptionTarget(JsonElement pod) => (pod.Member("status") ?? default).Items("conditions")
        .Where(condition => condition.String("type") == "DisruptionTarget").Select(condition => (JsonElement?)condition).FirstOrDefault();

    private static async Task EvictAsync(ClusterFixture cluster, KubernetesObject pod) => await cluster.Cluster.CreateAsync(
        WellKnownTypes.Pods,
        Drafts.Parse($$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{pod.Metadata.Name}}","namespace":"default"} }"""),
        WriteOptions.By("test") with { Subresource = "eviction" },
        TestContext.Current.CancellationToken);

    private static async Task DefineWidgetsAsync(ClusterFixture cluster, string subresources) => await cluster.CreateAsync(WellKnownTypes.CustomResourceDefinitions, $$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.example.com"},
         "spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
          "versions":[{"name":"v1","served":true,"storage":true,"subresources":{{subresources}},
            "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true},"status":{"type":"object","x-kubernetes-preserve-unknown-fields":true} } } } }] } }
        """);

    private static string Owned(KubernetesObject owner) => Manifests.Pod("one", "{\"app\":\"web\"}", $$"""
        ,"ownerReferences":[{"apiVersion":"{{owner.ApiVersion}}","kind":"{{owner.Kind}}","name":"{{owner.Metadata.Name}}","uid":"{{owner.Metadata.Uid}}","controller":true}]
        """);

    private static string Budget(string limit) =>
        $$"""{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web","namespace":"default"},"spec":{"selector":{"matchLabels":{"app":"web"} },{{limit}} } }""";

    private static long? Status(JsonElement root, string name) => root.Member("status")?.Integer(name);

    private static JsonElement Condition(JsonElement root) => (root.Member("status") ?? default).Items("conditions").SingleOrDefault(condition => condition.String("type") == "DisruptionAllowed");
}
