using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;
using Sampan.Server.Tests.Webhooks;

namespace Sampan.Server.Tests.Admission.Webhooks;

public sealed class AdmissionWebhookTests : IAsyncLifetime
{
    private const string Group = "admissionregistration.k8s.io";

    private static readonly ResourceType Mutating = new(Group, "v1", "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", Namespaced: false);
    private static readonly ResourceType Validating = new(Group, "v1", "validatingwebhookconfigurations", "ValidatingWebhookConfiguration", Namespaced: false);
    private static readonly ResourceType Policies = new(Group, "v1", "mutatingadmissionpolicies", "MutatingAdmissionPolicy", Namespaced: false);
    private static readonly ResourceType PolicyBindings = new(Group, "v1", "mutatingadmissionpolicybindings", "MutatingAdmissionPolicyBinding", Namespaced: false);
    private static readonly ResourceType EndpointSlices = new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", Namespaced: true);

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;
    private WebhookServer _webhook = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
        _webhook = await WebhookServer.StartAsync(_ => new JsonObject { ["allowed"] = true }, "hook.default.svc");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _webhook.DisposeAsync();
    }

    [Fact]
    public async Task Review_Create_DescribesTheWrite()
    {
        await ConfigureAsync(Validating);

        await CreateAsync("""{"a":"b"}""");

        var (path, review) = Assert.Single(_webhook.Received);
        Assert.Equal("/hook?timeout=5s", path);
        Assert.Equal("admission.k8s.io/v1", review["apiVersion"]!.ToString());
        var request = review["request"]!.AsObject();
        Assert.Equal("uid", request.First().Key);
        Assert.Equal("""{"group":"","version":"v1","kind":"ConfigMap"}""", request["kind"]!.ToJsonString());
        Assert.Equal("""{"group":"","version":"v1","kind":"ConfigMap"}""", request["requestKind"]!.ToJsonString());
        Assert.Equal("""{"group":"","version":"v1","resource":"configmaps"}""", request["resource"]!.ToJsonString());
        Assert.False(request.ContainsKey("subResource"));
        Assert.Equal("CREATE", request["operation"]!.ToString());
        Assert.Equal("default", request["namespace"]!.ToString());
        Assert.Equal("c", request["name"]!.ToString());
        Assert.Equal("""{"username":"test","groups":["system:masters","system:authenticated"]}""", request["userInfo"]!.ToJsonString());
        Assert.Equal("""{"kind":"CreateOptions","apiVersion":"meta.k8s.io/v1","fieldManager":"me"}""", request["options"]!.ToJsonString());
        Assert.False((bool)request["dryRun"]!);
        Assert.Equal("b", request["object"]!["data"]!["a"]!.ToString());
        Assert.Null(request["oldObject"]);
    }

    [Fact]
    public async Task Review_Delete_HasTheOldObjectAndTheOptions()
    {
        await CreateAsync("{}");
        await ConfigureAsync(Validating);

        await _cluster.DeleteAsync(WellKnownTypes.ConfigMaps, new NamespacedName("default", "c"), new DeleteOptions { GracePeriodSeconds = 3 }, Token);

        var request = Assert.Single(_webhook.Received).Review["request"]!;
        Assert.Equal("DELETE", request["operation"]!.ToString());
        Assert.Null(request["object"]);
        Assert.Equal("c", request["oldObject"]!["metadata"]!["name"]!.ToString());
        Assert.Equal("""{"kind":"DeleteOptions","apiVersion":"meta.k8s.io/v1","gracePeriodSeconds":3}""", request["options"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"allowed":false,"status":{"code":403,"reason":"Forbidden","message":"no"}}""", 403, "admission webhook \"w.example.com\" denied the request: no")]
    [InlineData("""{"allowed":false,"status":{"reason":"BadLuck"}}""", 400, "admission webhook \"w.example.com\" denied the request: BadLuck")]
    [InlineData("""{"allowed":false}""", 400, "admission webhook \"w.example.com\" denied the request without explanation")]
    public async Task Denial_IsRefusedInTheWebhooksWords(string response, int code, string message)
    {
        await ConfigureAsync(Validating);
        _webhook.Answer = _ => JsonNode.Parse(response)!;

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.Equal((code, message), (refused.Status.Code, refused.Status.Message));
    }

    [Fact]
    public async Task Patch_ChangesTheObject_AndItsDefaultsFollow()
    {
        await ConfigureAsync(Mutating);
        _webhook.Answer = _ => WebhookServer.Patch("""[{"op":"add","path":"/data","value":{"by":"hook"}},{"op":"add","path":"/bogus","value":1}]""");

        var created = await CreateAsync(null);

        Assert.Equal("hook", created.Root.GetProperty("data").GetProperty("by").GetString());
        Assert.False(created.Root.TryGetProperty("bogus", out _));
    }

    [Theory]
    [InlineData("""[{"op":"add","path":"/no/where","value":1}]""", "Internal error occurred: add operation does not apply: doc is missing path: \"/no/where\": missing value")]
    [InlineData("{}", "Internal error occurred: failed calling webhook \"w.example.com\": received undecodable patch in webhook response: json: cannot unmarshal object into Go value of type jsonpatch.Patch")]
    public async Task Patch_ThatDoesNotApply_IsAnInternalError(string patch, string message)
    {
        await ConfigureAsync(Mutating);
        _webhook.Answer = _ => WebhookServer.Patch(patch);

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.Equal((500, message), (refused.Status.Code, refused.Status.Message));
    }

    [Theory]
    [InlineData("""{"allowed":true,"uid":"other"}""", "received invalid webhook response: expected response.uid=")]
    [InlineData("""{"allowed":true,"patchType":"JSONPatch"}""", "received invalid webhook response: validating webhook may not return response.patchType")]
    [InlineData("404", "failed to call webhook: the server could not find the requested resource")]
    [InlineData("500", "failed to call webhook: an error on the server (\"out of order\") has prevented the request from succeeding")]
    [InlineData("nonsense", "failed to call webhook: couldn't get version/kind; json parse error: invalid character 'o'")]
    public async Task BadAnswer_FailsOrIsIgnoredAsThePolicySays(string answer, string message)
    {
        await ConfigureAsync(Validating);
        _webhook.Answer = _ => int.TryParse(answer, out var status) ? (object)status : answer[0] == '{' ? (object)JsonNode.Parse(answer)! : answer;

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.Equal(500, refused.Status.Code);
        Assert.StartsWith($"Internal error occurred: failed calling webhook \"w.example.com\": {message}", refused.Status.Message, StringComparison.Ordinal);
        await DeleteAsync(Validating);
        await ConfigureAsync(Validating, """{"failurePolicy":"Ignore"}""");
        await CreateAsync("{}");
    }

    [Fact]
    public async Task Timeout_IsADeadlineExceeded()
    {
        await ConfigureAsync(Validating, """{"timeoutSeconds":1}""");
        _webhook.Answer = _ => Task.Delay(Timeout.Infinite, Token);

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.Equal($"Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"{_webhook.Address}hook?timeout=1s\": context deadline exceeded", refused.Status.Message);
    }

    [Theory]
    [InlineData("https://127.0.0.1:1/hook", "dial tcp 127.0.0.1:1: connect: connection refused")]
    [InlineData("https://nowhere.invalid/hook", "dial tcp: lookup nowhere.invalid: no such host")]
    public async Task Unreachable_SaysWhy(string url, string why)
    {
        await ConfigureAsync(Validating, $$$"""{"clientConfig":{"url":"{{{url}}}"}}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.Equal($"Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"{url}?timeout=5s\": {why}", refused.Status.Message);
    }

    [Fact]
    public async Task Certificate_OfAnotherAuthority_IsNotTrusted()
    {
        await ConfigureAsync(Validating, $$$"""{"clientConfig":{"url":"{{{_webhook.Address}}}hook","caBundle":null}}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.EndsWith("tls: failed to verify certificate: x509: certificate signed by unknown authority", refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DryRun_TheWebhookIsTold()
    {
        await ConfigureAsync(Validating, """{"sideEffects":"NoneOnDryRun"}""");

        await CreateAsync("{}", dryRun: true);

        Assert.True((bool)Assert.Single(_webhook.Received).Review["request"]!["dryRun"]!);
    }

    [Fact]
    public async Task Configurations_AreCalledInOrderOfTheirNames_AndConnectionsAreKept()
    {
        await ConfigureAsync(Mutating, """{"name":"second.example.com"}""", "b");
        await ConfigureAsync(Mutating, """{"name":"first.example.com"}""", "a");
        _webhook.Answer = review => WebhookServer.Patch(review["request"]!["object"]!["data"]?["order"] is { } order
            ? $$"""[{"op":"replace","path":"/data/order","value":"{{order}}2"}]"""
            : """[{"op":"add","path":"/data","value":{"order":"1"}}]""");

        var created = await CreateAsync(null);

        Assert.Equal("12", created.Root.GetProperty("data").GetProperty("order").GetString());
        Assert.Single(_webhook.Connections);
    }

    [Fact]
    public async Task Reinvocation_FirstWebhookSeesWhatTheSecondHasChanged()
    {
        await ConfigureAsync(Mutating, $$$"""{"reinvocationPolicy":"IfNeeded","clientConfig":{"url":"{{{_webhook.Address}}}first","caBundle":"{{{_webhook.CaBundle}}}"}}""", "a");
        await ConfigureAsync(Mutating, $$$"""{"clientConfig":{"url":"{{{_webhook.Address}}}second","caBundle":"{{{_webhook.CaBundle}}}"}}""", "b");
        _webhook.Answer = review => _webhook.Received.Last().Path.StartsWith("/second", StringComparison.Ordinal)
            ? WebhookServer.Patch("""[{"op":"add","path":"/data","value":{"second":"was here"}}]""")
            : review["request"]!["object"]!["data"] is null ? new JsonObject { ["allowed"] = true } : WebhookServer.Patch("""[{"op":"add","path":"/data/first","value":"saw it"}]""");

        var created = await CreateAsync(null);

        Assert.Equal(["/first?timeout=5s", "/second?timeout=5s", "/first?timeout=5s"], _webhook.Received.Select(received => received.Path));
        Assert.Equal("saw it", created.Root.GetProperty("data").GetProperty("first").GetString());
    }

    [Fact]
    public async Task Reinvocation_PolicySeesWhatAWebhookHasChanged()
    {
        await CreateAsync(Policies, """
            {"metadata":{"name":"p"},"spec":{"reinvocationPolicy":"IfNeeded",
             "matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]},
             "mutations":[{"patchType":"ApplyConfiguration","applyConfiguration":{"expression":"Object{data: {'seen': has(object.data) && 'hook' in object.data ? 'yes' : 'no'}}"}}]}}
            """);
        await CreateAsync(PolicyBindings, """{"metadata":{"name":"b"},"spec":{"policyName":"p"}}""");
        await ConfigureAsync(Mutating);
        _webhook.Answer = _ => WebhookServer.Patch("""[{"op":"add","path":"/data/hook","value":"x"}]""");

        var created = await CreateAsync(null);

        Assert.Equal("yes", created.Root.GetProperty("data").GetProperty("seen").GetString());
        Assert.Single(_webhook.Received);
    }

    [Theory]
    [InlineData("""{"objectSelector":{"matchLabels":{"no":"such"}}}""", false)]
    [InlineData("""{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"default"}}}""", true)]
    [InlineData("""{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"other"}}}""", false)]
    [InlineData("""{"matchConditions":[{"name":"c","expression":"object.metadata.name == 'd'"}]}""", false)]
    [InlineData("""{"rules":[{"operations":["UPDATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}]}""", false)]
    [InlineData("""{"rules":[{"operations":["*"],"apiGroups":["*"],"apiVersions":["*"],"resources":["*/*"],"scope":"Namespaced"}]}""", true)]
    [InlineData("""{"rules":[]}""", false)]
    public async Task Rules_DecideWhetherItIsCalled(string webhook, bool isCalled)
    {
        await ConfigureAsync(Validating, webhook);

        await CreateAsync("{}");

        Assert.Equal(isCalled ? 1 : 0, _webhook.Received.Count);
    }

    [Fact]
    public async Task Configurations_AreNeverSent()
    {
        await ConfigureAsync(Validating, """{"rules":[{"operations":["*"],"apiGroups":["*"],"apiVersions":["*"],"resources":["*/*"]}]}""");

        await ConfigureAsync(Mutating);

        Assert.Empty(_webhook.Received);
    }

    [Fact]
    public async Task Namespace_IsInItself()
    {
        await ConfigureAsync(Validating, """{"rules":[{"operations":["*"],"apiGroups":[""],"apiVersions":["v1"],"resources":["namespaces"],"scope":"Cluster"}],"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"new"}}}""");

        await _cluster.CreateAsync(WellKnownTypes.Namespaces, Parse("""{"metadata":{"name":"new"}}"""), new WriteOptions(), Token);

        Assert.Equal("new", Assert.Single(_webhook.Received).Review["request"]!["namespace"]!.ToString());
    }

    [Fact]
    public async Task Service_WithoutEndpoints_SaysSo_AndIsCalledWhenItHasSome()
    {
        await ConfigureAsync(Validating, $$$"""{"clientConfig":{"service":{"name":"hook","namespace":"default","path":"/check"},"caBundle":"{{{_webhook.CaBundle}}}"}}""");
        const string Prefix = "Internal error occurred: failed calling webhook \"w.example.com\": failed to call webhook: Post \"https://hook.default.svc:443/check?timeout=5s\": ";
        Assert.Equal(Prefix + "service \"hook\" not found", (await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"))).Status.Message);

        await _cluster.CreateAsync(WellKnownTypes.Services, Parse("""{"metadata":{"name":"hook","namespace":"default"},"spec":{"ports":[{"port":443}]}}"""), new WriteOptions(), Token);
        Assert.Equal(Prefix + "no endpoints available for service \"hook\"", (await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"))).Status.Message);

        await _cluster.CreateAsync(EndpointSlices, Parse($$$"""
            {"metadata":{"name":"hook","namespace":"default","labels":{"kubernetes.io/service-name":"hook"}},"addressType":"IPv4",
             "ports":[{"name":"","port":{{{_webhook.Address.Port}}}}],"endpoints":[{"addresses":["127.0.0.1"]}]}
            """), new WriteOptions(), Token);
        await CreateAsync("{}");
        Assert.Equal("/check?timeout=5s", Assert.Single(_webhook.Received).Path);
    }

    private async Task ConfigureAsync(ResourceType type, string webhook = "{}", string name = "hooks")
    {
        var merged = new JsonObject
        {
            ["name"] = "w.example.com",
            ["clientConfig"] = new JsonObject { ["url"] = $"{_webhook.Address}hook", ["caBundle"] = _webhook.CaBundle },
            ["sideEffects"] = "None",
            ["admissionReviewVersions"] = new JsonArray("v1"),
            ["timeoutSeconds"] = 5,
            ["rules"] = JsonNode.Parse("""[{"operations":["CREATE","UPDATE","DELETE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["configmaps"]}]"""),
        };
        foreach (var (key, value) in JsonNode.Parse(webhook)!.AsObject())
        {
            merged[key] = value?.DeepClone();
        }

        await _cluster.CreateAsync(
            type,
            KubernetesObject.From(new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["webhooks"] = new JsonArray(merged) }),
            new WriteOptions(),
            Token);
    }

    private ValueTask<KubernetesObject> CreateAsync(ResourceType type, string json) => _cluster.CreateAsync(type, Parse(json), new WriteOptions(), Token);

    private static KubernetesObject Parse(string json) => KubernetesObject.From(JsonNode.Parse(json)!.AsObject());

    private ValueTask DeleteAsync(ResourceType type) => _cluster.DeleteAsync(type, NamespacedName.ClusterScoped("hooks"), new DeleteOptions(), Token);

    private async Task<KubernetesObject> CreateAsync(string? data, bool dryRun = false) => await _cluster.CreateAsync(
        WellKnownTypes.ConfigMaps,
        Parse($$$"""{"metadata":{"name":"c","namespace":"default"}{{{(data is null ? "" : $",\"data\":{data}")}}}}"""),
        new WriteOptions { FieldManager = "me", DryRun = dryRun },
        Token);
}
