using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Kinds;

public sealed class BootstrapFlowsTests : IAsyncLifetime
{
    private const string Group = "/apis/flowcontrol.apiserver.k8s.io/v1";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _user = new ApiUser(_server, UserInfo.Master("admin"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Flows_OfANewCluster_AreThoseOfKubernetes()
    {
        var flows = (await ListAsync("flowschemas")).Select(flow => (flow.Member("metadata")!.Value.String("name"), Spec(flow).Member("priorityLevelConfiguration")!.Value.String("name"), Spec(flow).Integer("matchingPrecedence"), Spec(flow).Member("distinguisherMethod")?.String("type")));

        Assert.Equal(
            [
                ("exempt", "exempt", 1L, null), ("probes", "exempt", 2, null), ("system-leader-election", "leader-election", 100, "ByUser"),
                ("endpoint-controller", "workload-high", 150, "ByUser"), ("workload-leader-election", "leader-election", 200, "ByUser"),
                ("system-node-high", "node-high", 400, "ByUser"), ("system-nodes", "system", 500, "ByUser"), ("kube-controller-manager", "workload-high", 800, "ByNamespace"),
                ("kube-scheduler", "workload-high", 800, "ByNamespace"), ("kube-system-service-accounts", "workload-high", 900, "ByNamespace"),
                ("service-accounts", "workload-low", 9000, "ByUser"), ("global-default", "global-default", 9900, "ByUser"), ("catch-all", "catch-all", 10000, "ByUser"),
            ],
            flows.OrderBy(flow => flow.Item3).ThenBy(flow => flow.Item1));
    }

    [Fact]
    public async Task PriorityLevels_OfANewCluster_AreThoseOfKubernetes()
    {
        var levels = await ListAsync("prioritylevelconfigurations");

        Assert.Equal(
            [("catch-all", 5L, 0L), ("global-default", 20, 50), ("leader-election", 10, 0), ("node-high", 40, 25), ("system", 30, 33), ("workload-high", 40, 50), ("workload-low", 100, 90)],
            levels.Where(level => Spec(level).String("type") == "Limited").Select(level => (level.Member("metadata")!.Value.String("name")!, Spec(level).Member("limited")!.Value.Integer("nominalConcurrencyShares")!.Value, Spec(level).Member("limited")!.Value.Integer("lendablePercent")!.Value)));
        Assert.Equal("""{"type":"Exempt","exempt":{"nominalConcurrencyShares":0,"lendablePercent":0}}""", Spec(levels.Single(level => level.Member("metadata")!.Value.String("name") == "exempt")).GetRawText());
    }

    [Fact]
    public async Task Flows_AreKeptByTheServer()
    {
        foreach (var entry in (await ListAsync("flowschemas")).Concat(await ListAsync("prioritylevelconfigurations")))
        {
            var metadata = entry.Member("metadata")!.Value;
            Assert.Equal("true", metadata.Member("annotations")!.Value.String("apf.kubernetes.io/autoupdate-spec"));
            Assert.Equal("api-priority-and-fairness-config-producer-v1", metadata.Items("managedFields").Single().String("manager"));
        }
    }

    [Fact]
    public async Task MandatoryFlows_StayAsTheyAre_AndOthersMayChange()
    {
        var (refused, message) = await _user.SendAsync("PATCH", $"{Group}/flowschemas/catch-all", """{"spec":{"matchingPrecedence":9999} }""");
        var (changed, _) = await _user.SendAsync("PATCH", $"{Group}/flowschemas/global-default", """{"spec":{"matchingPrecedence":9901} }""");

        Assert.Equal((422, 200), (refused, changed));
        Assert.Contains("spec of 'catch-all' must equal the fixed value", message, StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> ListAsync(string plural) => [.. JsonElement.Parse((await _user.AnswerAsync("GET", $"{Group}/{plural}")).Body.Span).Items("items")];

    private static JsonElement Spec(JsonElement root) => root.Member("spec")!.Value;
}
