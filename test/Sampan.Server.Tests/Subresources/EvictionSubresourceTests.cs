using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Subresources;

public sealed class EvictionSubresourceTests : IAsyncLifetime
{
    private static readonly NamespacedName Pod = new("default", "web");

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
        await CreateAsync(WellKnownTypes.Pods, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","labels":{"app":"web"},"finalizers":["example.com/stay"]},"spec":{"nodeName":"n","containers":[{"name":"c","image":"i"}]} }""");
        await PatchStatusAsync(WellKnownTypes.Pods, """{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]} }""");
        await CreateAsync(WellKnownTypes.PodDisruptionBudgets, """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web","namespace":"default"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"} } } }""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Evict_SaysWhyThePodGoes_AndThatTheBudgetIsSpent()
    {
        await BudgetAsync(1, 2);

        await EvictAsync("{}");

        var pod = await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token);
        var target = Condition(pod, "DisruptionTarget");
        Assert.NotNull(pod.Metadata.DeletionTimestamp);
        Assert.Equal(("True", "EvictionByEvictionAPI", "Eviction API: evicting"), (target.String("status"), target.String("reason"), target.String("message")));
        Assert.Equal("True", Condition(pod, "Ready").String("status"));
        var budget = await _cluster.GetAsync(WellKnownTypes.PodDisruptionBudgets, Pod, Token);
        Assert.Equal(0, budget.Root.Member("status")!.Value.Integer("disruptionsAllowed"));
        Assert.NotNull(budget.Root.Member("status", "disruptedPods")!.Value.String("web"));
        Assert.Equal(("False", "InsufficientPods"), (Condition(budget, "DisruptionAllowed").String("status"), Condition(budget, "DisruptionAllowed").String("reason")));
    }

    [Fact]
    public async Task Evict_OfABudgetThatIsNotSpent_LeavesItsCondition()
    {
        await BudgetAsync(2, 3);

        await EvictAsync("{}");

        Assert.Equal("True", Condition(await _cluster.GetAsync(WellKnownTypes.PodDisruptionBudgets, Pod, Token), "DisruptionAllowed").String("status"));
    }

    [Fact]
    public async Task Evict_DryRun_ChangesNothing()
    {
        await BudgetAsync(1, 2);
        var before = (await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token)).Metadata.ResourceVersion;

        await EvictAsync("""{"dryRun":["All"]}""");

        Assert.Equal(before, (await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token)).Metadata.ResourceVersion);
        Assert.Equal(1, (await _cluster.GetAsync(WellKnownTypes.PodDisruptionBudgets, Pod, Token)).Root.Member("status")!.Value.Integer("disruptionsAllowed"));
    }

    [Fact]
    public async Task Evict_AtAVersion_IsOfThatVersion()
    {
        await BudgetAsync(2, 3);
        var version = (await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token)).Metadata.ResourceVersion;

        var refused = await Assert.ThrowsAsync<ApiException>(() => EvictAsync("""{"preconditions":{"resourceVersion":"1"} }"""));
        await EvictAsync($$$"""{"preconditions":{"resourceVersion":"{{{version}}}"} }""");

        Assert.Equal(409, refused.Status.Code);
        Assert.StartsWith("Operation cannot be fulfilled on Pod \"web\": the ResourceVersion in the precondition (1) does not match", refused.Message, StringComparison.Ordinal);
        Assert.NotNull((await _cluster.GetAsync(WellKnownTypes.Pods, Pod, Token)).Metadata.DeletionTimestamp);
    }

    [Theory]
    [InlineData("""{"status":{"observedGeneration":0,"disruptionsAllowed":1,"currentHealthy":1,"desiredHealthy":1,"expectedPods":1} }""", 429, "The disruption budget web is still being processed by the server.", 10)]
    [InlineData("""{"status":{"observedGeneration":1,"disruptionsAllowed":0,"currentHealthy":1,"desiredHealthy":1,"expectedPods":1} }""", 429, "The disruption budget web needs 1 healthy pods and has 1 currently", 0)]
    public async Task Evict_BeyondTheBudget_IsRefused(string status, int code, string why, int retryAfter)
    {
        await PatchStatusAsync(WellKnownTypes.PodDisruptionBudgets, status);

        var refused = await Assert.ThrowsAsync<ApiException>(() => EvictAsync("{}"));

        Assert.Equal(code, refused.Status.Code);
        Assert.Equal((why, retryAfter), (refused.Status.Details!.Causes.Single().Message, refused.Status.Details.RetryAfterSeconds));
    }

    [Fact]
    public async Task Evict_WithTooManyUnconfirmed_IsRefused()
    {
        var waiting = string.Join(',', Enumerable.Range(0, 2001).Select(number => $"\"p{number}\":\"2026-08-01T12:00:00Z\""));
        await PatchStatusAsync(WellKnownTypes.PodDisruptionBudgets, $$"""{"status":{"observedGeneration":1,"disruptionsAllowed":1,"currentHealthy":2,"desiredHealthy":1,"expectedPods":2,"disruptedPods":{ {{waiting}} } } }""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => EvictAsync("{}"));

        Assert.Equal((403, "poddisruptionbudget.policy \"web\" is forbidden: DisruptedPods map too big - too many evictions not confirmed by PDB controller"), (refused.Status.Code, refused.Message));
    }

    private async Task BudgetAsync(int allowed, int healthy) => await PatchStatusAsync(
        WellKnownTypes.PodDisruptionBudgets,
        $$"""
        {"status":{"observedGeneration":1,"disruptionsAllowed":{{allowed}},"currentHealthy":{{healthy}},"desiredHealthy":1,"expectedPods":{{healthy}},
          "conditions":[{"type":"DisruptionAllowed","status":"True","reason":"SufficientPods","message":"","observedGeneration":1,"lastTransitionTime":"2026-08-01T12:00:00Z"}]} }
        """);

    private async Task EvictAsync(string options) => await _cluster.CreateAsync(
        WellKnownTypes.Pods,
        Parse($$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web","namespace":"default"},"deleteOptions":{{options}} }"""),
        new WriteOptions { Subresource = "eviction" },
        Token);

    private async Task PatchStatusAsync(ResourceType type, string merge) =>
        await _cluster.PatchAsync(type, Pod, new Patch(PatchType.Merge, Encoding.UTF8.GetBytes(merge)), new WriteOptions { Subresource = "status" }, Token);

    private async Task CreateAsync(ResourceType type, string json) => await _cluster.CreateAsync(type, Parse(json), new WriteOptions(), Token);

    private static KubernetesObject Parse(string json) => KubernetesObject.From(JsonNode.Parse(json)!.AsObject());

    private static JsonElement Condition(KubernetesObject @object, string type) =>
        (@object.Root.Member("status") ?? default).Items("conditions").Single(condition => condition.String("type") == type);
}
