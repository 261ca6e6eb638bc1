using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.CustomResources;

/// <summary>Status and scale of custom resources.</summary>
public sealed class CustomSubresourcesTests : IAsyncLifetime
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Path = "/apis/example.com/v1/foos";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _user = new ApiUser(_server, UserInfo.Master("admin"));
        await _user.SendAsync("POST", Definitions, """
            {"metadata":{"name":"foos.example.com"},"spec":{"group":"example.com","scope":"Cluster","names":{"plural":"foos","kind":"Foo"},"versions":[{"name":"v1","served":true,"storage":true,
            "subresources":{"status":{},"scale":{"specReplicasPath":".spec.replicas","statusReplicasPath":".status.replicas","labelSelectorPath":".status.selector"}},
            "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true},"status":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"phase":{"type":"string"}}} } } } }]} }
            """);
        await _user.SendAsync("POST", Path, """{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"x"},"spec":{"replicas":1}}""");
        await _user.SendAsync("POST", Path, """{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"bare"}}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""{"replicas":-1}""", ".spec.replicas: Invalid value: -1: should be a non-negative integer")]
    [InlineData("""{"replicas":2147483648}""", ".spec.replicas: Invalid value: 2147483648: should be less than or equal to 2147483647")]
    [InlineData("""{"replicas":"3"}""", ".spec.replicas: Invalid value: 0: .spec.replicas accessor error: 3 is of the type string, expected int64")]
    [InlineData("""{"replicas":1.5}""", ".spec.replicas: Invalid value: 0: .spec.replicas accessor error: 1.5 is of the type float64, expected int64")]
    public async Task Replicas_ThatTheScaleViewCannotShow_AreRefused(string spec, string fault)
    {
        var expected = (422, $"Foo.example.com \"y\" is invalid: {fault}");

        Assert.Equal(expected, await _user.SendAsync("POST", Path, $$"""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y"},"spec":{{spec}} }"""));
    }

    [Fact]
    public async Task Status_IsHeldAgainstWhatTheScaleViewShows() => Assert.Equal(
        (422, "Foo.example.com \"x\" is invalid: [status.phase: Invalid value: \"integer\": status.phase in body must be of type string: \"integer\", .status.replicas: Invalid value: -2: should be a non-negative integer, .status.selector: Invalid value: \"\": .status.selector accessor error: 5 is of the type int64, expected string]"),
        await _user.SendAsync("PATCH", $"{Path}/x/status", """{"status":{"phase":1,"replicas":-2,"selector":5}}"""));

    [Fact]
    public async Task Status_IsWrittenThoughTheSpecHasBecomeInvalid()
    {
        await _user.SendAsync("PATCH", $"{Definitions}/foos.example.com", """{"spec":{"versions":[{"name":"v1","served":true,"storage":true,"subresources":{"status":{}},"schema":{"openAPIV3Schema":{"type":"object","required":["spec"],"properties":{"spec":{"type":"object"},"status":{"type":"object","properties":{"phase":{"type":"string"}}}}}}}]}}""");

        Assert.Equal((200, ""), await _user.SendAsync("PATCH", $"{Path}/bare/status", """{"status":{"phase":"Done"}}"""));
        Assert.Equal((422, "Foo.example.com \"bare\" is invalid: spec: Required value"), await _user.SendAsync("PATCH", $"{Path}/bare", """{"metadata":{"labels":{"a":"b"}}}"""));
    }

    [Fact]
    public async Task Scale_OfAName_IsAskedForBeforeTheObject()
    {
        Assert.Equal((404, "foos.example.com \"nope\" not found"), await _user.SendAsync("PUT", $"{Path}/nope/scale", """{"metadata":{"name":"nope"},"spec":{"replicas":1}}"""));
        Assert.Equal((400, "the name of the object (y) does not match the name on the URL (x)"), await _user.SendAsync("PUT", $"{Path}/x/scale", """{"metadata":{"name":"y"},"spec":{"replicas":1}}"""));

        var scaled = await _user.AnswerAsync("PUT", $"{Path}/x/scale", """{"metadata":{"name":"x"},"spec":{"replicas":4}}""");
        Assert.Equal(4, JsonElement.Parse(scaled.Body.Span).Member("spec")!.Value.Integer("replicas"));
    }
}
