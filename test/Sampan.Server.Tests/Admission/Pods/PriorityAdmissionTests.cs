using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.Admission.Pods;

public sealed class PriorityAdmissionTests : IAsyncLifetime
{
    private const string Classes = "/apis/scheduling.k8s.io/v1/priorityclasses";
    private const string Pods = "/api/v1/namespaces/default/pods";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory(TimeProvider.System);
    private ApiUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _user = new ApiUser(_server, UserInfo.Master("admin"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("system-cluster-critical", 2000000000)]
    [InlineData("system-node-critical", 2000001000)]
    public async Task ClassesOfTheSystem_AreThereFromTheStart(string name, int value)
    {
        var answer = await _user.AnswerAsync("POST", Pods, Pod("critical", name));

        Assert.Equal(201, answer.Status);
        Assert.Equal(value, JsonElement.Parse(answer.Body.Span).Member("spec")?.Integer("priority"));
        Assert.Equal("PreemptLowerPriority", JsonElement.Parse((await _user.AnswerAsync("GET", $"{Classes}/{name}")).Body.Span).String("preemptionPolicy"));
    }

    [Fact]
    public async Task EmptyPolicy_IsNotThatOfTheClass()
    {
        var (code, message) = await _user.SendAsync("POST", Pods, Pod("web", "system-node-critical").Replace("\"containers\"", "\"preemptionPolicy\": \"\", \"containers\"", StringComparison.Ordinal));

        Assert.Equal(403, code);
        Assert.Equal("pods \"web\" is forbidden: the string value of PreemptionPolicy () must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name", message);
    }

    [Fact]
    public async Task ClassThatDoesNotExist_IsRefused()
    {
        var (code, message) = await _user.SendAsync("POST", Pods, Pod("web", "gold"));

        Assert.Equal(403, code);
        Assert.Equal("pods \"web\" is forbidden: no PriorityClass with name gold was found", message);
    }

    [Fact]
    public async Task DefaultClass_IsThatOfPodsThatNameNone()
    {
        await _user.SendAsync("POST", Classes, """{"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": {"name": "usual"}, "value": 7, "globalDefault": true, "preemptionPolicy": "Never"}""");

        var spec = JsonElement.Parse((await _user.AnswerAsync("POST", Pods, Pod("web", ""))).Body.Span).Member("spec")!.Value;

        Assert.Equal(("usual", 7, "Never"), (spec.StringOrEmpty("priorityClassName"), spec.Integer("priority"), spec.StringOrEmpty("preemptionPolicy")));
    }

    private static string Pod(string name, string priorityClass) => $$"""
        {
          "apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}"},
          "spec": {"priorityClassName": "{{priorityClass}}", "containers": [{"name": "main", "image": "nginx"}]}
        }
        """;
}
