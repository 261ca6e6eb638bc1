using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Authentication;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Requests;

namespace Sampan.Server.Tests.CustomResources;

/// <summary>What requests for custom resources are answered; each answer was asked of the real server.</summary>
public sealed class CustomObjectRequestsTests : IAsyncLifetime
{
    private const string Path = "/apis/example.com/v1/foos";

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ApiUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", TestContext.Current.CancellationToken);
        _user = new ApiUser(_server, UserInfo.Master("admin"));
        await _user.SendAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", """
            {"metadata":{"name":"foos.example.com"},"spec":{"group":"example.com","scope":"Cluster","names":{"plural":"foos","kind":"Foo"},"versions":[{"name":"v1","served":true,"storage":true,
            "schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"integer"},"inner":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true} } } } }]} }
            """);
        await _user.SendAsync("POST", Path, """{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"x"}}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y","resourceVersion":"0"}}""", 201, "")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y","finalizers":["mine"]}}""", 201, "")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Bar","metadata":{"name":"y"}}""", 422, "Bar.example.com \"y\" is invalid: kind: Invalid value: \"Bar\": must be Foo")]
    [InlineData("""{"apiVersion":"example.com/v1","metadata":{"name":"y"}}""", 400, "the object provided is unrecognized (must be of type Foo): Object 'Kind' is missing in '{\"apiVersion\":\"example.com/v1\",\"metadata\":{\"name\":\"y\"}}' ({\"apiVersion\":\"example.com/v1\" ...)")]
    [InlineData("", 400, "the object provided is unrecognized (must be of type Foo): couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)")]
    [InlineData("""{"kind":"Foo","metadata":{"name":"y"}}""", 400, "the API version in the data () does not match the expected API version (example.com/v1)")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":5}""", 400, "Foo in version \"v1\" cannot be handled as a Foo: json: cannot unmarshal number into Go value of type v1.ObjectMeta")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"q","uid":""}]}}""", 422, "Foo.example.com \"y\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": must not be empty")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y"},"inner":{"apiVersion":"a/b/c","kind":"","metadata":{"name":"a/b"}}}""", 422, "Foo.example.com \"y\" is invalid: [inner.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c, inner.kind: Invalid value: \"\": must not be empty, inner.metadata.name: Invalid value: \"a/b\": may not contain '/']")]
    [InlineData("""{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y"},"inner":{"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"..","namespace":"A"}}}""", 422, "Foo.example.com \"y\" is invalid: inner.metadata.namespace: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')")]
    public Task Post(string body, int code, string message) => AnswersAsync("POST", Path, body, code, message);

    [Theory]
    [InlineData("""{"kind":"Bar"}""", 422, "Bar.example.com \"x\" is invalid: kind: Invalid value: \"Bar\": must be Foo")]
    [InlineData("""{"apiVersion":"v1"}""", 422, "Foo \"x\" is invalid: apiVersion: Invalid value: \"v1\": must be example.com/v1")]
    [InlineData("""{"metadata":{"finalizers":["mine"]}}""", 200, "")]
    [InlineData("""{"spec":1.5}""", 422, "Foo.example.com \"x\" is invalid: [spec: Invalid value: \"number\": spec in body must be of type integer: \"number\", <nil>: Invalid value: \"\": Checked value must be of type integer (default format) in spec]")]
    public Task Patch(string body, int code, string message) => AnswersAsync("PATCH", $"{Path}/x", body, code, message);

    // What is not there is said before what is wrong with the request, but for its names and its version.
    [Theory]
    [InlineData("PUT", "/nope", """{"apiVersion":"example.com/v1","kind":"Bar","metadata":{"name":"nope"}}""", 404, "foos.example.com \"nope\" not found")]
    [InlineData("PUT", "/nope", """{"apiVersion":"example.com/v1","kind":"Bar","metadata":{"name":"other"}}""", 400, "the name of the object (other) does not match the name on the URL (nope)")]
    [InlineData("PUT", "/nope", """{"apiVersion":"example.com/v2","kind":"Bar","metadata":{"name":"nope"}}""", 400, "the API version in the data (example.com/v2) does not match the expected API version (example.com/v1)")]
    [InlineData("PUT", "/x", """{"apiVersion":"example.com/v1","kind":"Bar","metadata":{"name":"x"}}""", 422, "foos.example.com \"x\" is invalid: metadata.resourceVersion: Invalid value: 0: must be specified for an update")]
    [InlineData("PATCH", "/nope", "[1]", 404, "foos.example.com \"nope\" not found")]
    [InlineData("PATCH", "/x", "[1]", 400, "error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}")]
    public Task Mistakes_InTheOrderInWhichTheyAreFound(string method, string path, string body, int code, string message) => AnswersAsync(method, Path + path, body, code, message);

    [Theory]
    [InlineData("""{"dryRun":["some"]}""", "", 422, "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"some\"]: supported values: \"All\"")]
    [InlineData("""{"dryRun":["All","some"]}""", "", 422, "DeleteOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"All\",\"some\"]: supported values: \"All\"")]
    [InlineData("{}", "?dryRun=some", 200, "")]
    public Task Delete(string body, string query, int code, string message) => AnswersAsync("DELETE", $"{Path}/x{query}", body, code, message);

    [Theory]
    [InlineData("/x/status", 404, "foos.example.com \"x\" not found")]
    [InlineData("/x/nonsense", 404, "foos.example.com \"x\" not found")]
    [InlineData("?fieldSelector=spec.a=1", 400, "field label not supported: spec.a")]
    [InlineData("?fieldSelector=metadata.namespace=a", 400, "field label not supported: metadata.namespace")]
    [InlineData("?fieldSelector=metadata.name=a", 200, "")]
    public Task Get(string path, int code, string message) => AnswersAsync("GET", Path + path, "", code, message);

    [Fact]
    public Task DryRun_IsRefusedAsAWhole() => AnswersAsync(
        "POST",
        $"{Path}?dryRun=a&dryRun=b",
        """{"apiVersion":"example.com/v1","kind":"Foo","metadata":{"name":"y"}}""",
        422,
        "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: [\"a\",\"b\"]: supported values: \"All\"");

    [Fact]
    public async Task Labels_AreComplainedOfAsOftenAsTheRealServerDoes()
    {
        var answer = await _user.AnswerAsync("PATCH", $"{Path}/x", """{"metadata":{"labels":{"a":"x y"}}}""");

        var causes = JsonElement.Parse(answer.Body.Span).Member("details")!.Value.Items("causes");
        Assert.Equal(3, causes.Count());
    }

    private async Task AnswersAsync(string method, string path, string body, int code, string message) =>
        Assert.Equal((code, message), await _user.SendAsync(method, path, body));
}
