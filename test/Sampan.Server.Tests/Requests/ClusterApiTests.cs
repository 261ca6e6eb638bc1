using System.Text;
using System.Text.Json;
using CsCheck;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Requests;

namespace Sampan.Server.Tests.Requests;

public sealed class ClusterApiTests : IAsyncLifetime
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    private static readonly string[] ContentTypes = ["", "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml", "text/plain"];
    private static readonly string[] Paths =
    [
        "/", "/api", "/apis", "/apis/apps", "/apis/apps/v1", "/api/v1/pods", "/api/v1/namespaces/default", "/api/v1/namespaces/default/pods",
        "/api/v1/namespaces/default/configmaps", "/api/v1/namespaces/default/configmaps/c", "/apis/apps/v1/namespaces/default/deployments/d/scale",
        "/api/v1/namespaces/default/pods/p/status", "/api/v1/namespaces/default/pods/p/binding", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "/apis/nope/v1/x",
    ];

    private static readonly string[] Bodies =
    [
        "", "{", "[]", "null", "true", "\"x\"", "{}", "{\"metadata\":[]}", "{\"metadata\":{\"name\":7}}", "{\"metadata\":{\"name\":\"c\",\"labels\":{\"a\":1}}}",
        "{\"kind\":\"Pod\"}", "{\"apiVersion\":\"v9\"}", "{\"metadata\":{\"name\":\"c\"},\"data\":{\"a\":\"b\"}}", "[{\"op\":\"add\"}]", "a: &a [*a]", "\t", "k8s\0\u0001",
        "{\"spec\":null,\"status\":7,\"metadata\":{\"name\":\"c\",\"resourceVersion\":\"x\"}}", "{\"metadata\":{\"name\":\"c\",\"ownerReferences\":[7],\"finalizers\":{}}}",
    ];

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ClusterApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Cancel);
        _api = new ClusterApi(_server.Find("hub"));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void AnyRequest_IsAnsweredAndNeverCrashes()
    {
        var requests = Gen.Select(Of(Methods), Of(Paths), Of(ContentTypes), Of(Bodies));
        requests.Sample(
            request =>
            {
                var (method, path, type, body) = request;
                var answer = SendAsync(method, path, body, type).AsTask().GetAwaiter().GetResult();
                return answer.Status is >= 200 and < 500 || !Encoding.UTF8.GetString(answer.Body.Span).Contains("Internal error", StringComparison.Ordinal);
            },
            iter: 3000,
            threads: 1);
    }

    [Theory]
    [InlineData("application/strategic-merge-patch+json", "patch: Invalid value: \"map[metadata:map[labels:invalid]]\": cannot restore map from string")]
    [InlineData("application/merge-patch+json", "json: cannot unmarshal string into Go struct field ObjectMeta.metadata.labels of type map[string]string")]
    public async Task Patch_ThatDoesNotFitItsType_IsShownAsKubernetesReadsIt(string type, string expected)
    {
        await SendAsync("POST", "/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"c"}}""", "application/json");

        var answer = await SendAsync("PATCH", "/api/v1/namespaces/default/configmaps/c", """{"metadata":{"labels":"invalid"}}""", type);

        Assert.Equal(422, answer.Status);
        Assert.EndsWith(expected, JsonElement.Parse(answer.Body.Span).StringOrEmpty("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", 404, "pods \"gone\" not found")]
    [InlineData("", 400, "a container name must be specified for pod p, choose one of: [a b] or one of the init containers: [i]")]
    [InlineData("x", 400, "container x is not valid for pod p")]
    public async Task Log_WithoutItsContainerOrNode_SaysSo(string container, int code, string message)
    {
        const string pod = """{"metadata":{"name":"p"},"spec":{"nodeName":"gone","initContainers":[{"name":"i","image":"x"}],"containers":[{"name":"a","image":"x"},{"name":"b","image":"x"}]}}""";
        await SendAsync("POST", "/api/v1/namespaces/default/pods", pod, "application/json");

        var answer = await SendAsync("GET", "/api/v1/namespaces/default/pods/p/log", "", "", ("container", container));

        Assert.Equal((code, message), (answer.Status, JsonElement.Parse(answer.Body.Span).StringOrEmpty("message")));
    }

    [Theory]
    [InlineData("", 204, "")]
    [InlineData("here", 200, "text/plain")]
    public async Task Log_OfASimulatedContainer_IsEmpty(string node, int code, string type)
    {
        await SendAsync("POST", "/api/v1/nodes", """{"metadata":{"name":"here"}}""", "application/json");
        await SendAsync("POST", "/api/v1/namespaces/default/pods", $$$"""{"metadata":{"name":"p"},"spec":{"nodeName":"{{{node}}}","containers":[{"name":"a","image":"x"}]}}""", "application/json");

        var answer = await SendAsync("GET", "/api/v1/namespaces/default/pods/p/log", "", "");

        Assert.Equal((code, type, 0), (answer.Status, answer.ContentType, answer.Body.Length));
    }

    [Fact]
    public async Task Create_NotJson_IsBadRequest()
    {
        var answer = await SendAsync("POST", "/api/v1/namespaces/default/configmaps", "{nope", "application/json");

        Assert.Equal(400, answer.Status);
        Assert.StartsWith("the object provided is unrecognized (must be of type ConfigMap)", Message(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownResource_IsAStatus()
    {
        var answer = await SendAsync("GET", "/api/v1/nopes", "", "");

        Assert.Equal(404, answer.Status);
        Assert.Equal("the server could not find the requested resource", Message(answer));
    }

    [Fact]
    public async Task Update_OldVersion_Conflicts()
    {
        var created = await SendAsync("POST", "/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"c"}}""", "application/json");
        await SendAsync("PATCH", "/api/v1/namespaces/default/configmaps/c", """{"data":{"a":"b"}}""", "application/merge-patch+json");

        var stale = await SendAsync("PUT", "/api/v1/namespaces/default/configmaps/c", Encoding.UTF8.GetString(created.Body.Span).Replace("\"c\"", "\"c\"", StringComparison.Ordinal), "application/json");

        Assert.Equal(409, stale.Status);
        Assert.Contains("the object has been modified", Message(stale), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomResource_IsServedAsSoonAsItIsDefined_AndGoesWithItsDefinition()
    {
        const string definition = """
            {"metadata":{"name":"widgets.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}
            """;
        await SendAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition, "application/json");

        var created = await SendAsync("POST", "/apis/example.com/v1/namespaces/default/widgets", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"size":3,"gone":1}}""", "application/json");
        var wrong = await SendAsync("POST", "/apis/example.com/v1/namespaces/default/widgets", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"x"},"spec":{"size":"big"}}""", "application/json");
        await SendAsync("DELETE", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/widgets.example.com", "", "");
        var after = await SendAsync("GET", "/apis/example.com/v1/namespaces/default/widgets/w", "", "");

        Assert.Equal(201, created.Status);
        Assert.DoesNotContain("\"gone\"", Encoding.UTF8.GetString(created.Body.Span), StringComparison.Ordinal);
        Assert.Equal(422, wrong.Status);
        Assert.Equal(404, after.Status);
    }

    [Fact]
    public async Task Apply_TwoManagersOfOneField_Conflict()
    {
        const string path = "/api/v1/namespaces/default/configmaps/c";
        await SendAsync("PATCH", path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"1"}}""", "application/apply-patch+yaml", ("fieldManager", "alice"));

        var refused = await SendAsync("PATCH", path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"2"}}""", "application/apply-patch+yaml", ("fieldManager", "bob"));
        var forced = await SendAsync("PATCH", path, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"c"},"data":{"a":"2"}}""", "application/apply-patch+yaml", ("fieldManager", "bob"), ("force", "true"));

        Assert.Equal(409, refused.Status);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"alice\": .data.a", Message(refused));
        Assert.Equal(200, forced.Status);
    }

    private static Gen<string> Of(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Message(ApiResponse answer) => JsonElement.Parse(answer.Body.Span).StringOrEmpty("message");

    private ValueTask<ApiResponse> SendAsync(string method, string path, string body, string type, params (string Name, string Value)[] query) => _api.HandleAsync(
        new ApiRequest
        {
            Method = method,
            Path = path,
            Query = new RequestQuery(query.Select(pair => new KeyValuePair<string, string>(pair.Name, pair.Value))),
            User = UserInfo.Master("admin"),
            ContentType = type,
            Body = Encoding.UTF8.GetBytes(body),
        },
        Cancel);
}
