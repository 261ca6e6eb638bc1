using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Embedded;

namespace Sampan.Server.Tests.Admission;

public sealed class AdmissionPolicyTests : IAsyncLifetime
{
    private const string Group = "admissionregistration.k8s.io";

    private static readonly ResourceType Policies = new(Group, "v1", "validatingadmissionpolicies", "ValidatingAdmissionPolicy", Namespaced: false);
    private static readonly ResourceType Bindings = new(Group, "v1", "validatingadmissionpolicybindings", "ValidatingAdmissionPolicyBinding", Namespaced: false);
    private static readonly ResourceType MutatingPolicies = new(Group, "v1", "mutatingadmissionpolicies", "MutatingAdmissionPolicy", Namespaced: false);
    private static readonly ResourceType MutatingBindings = new(Group, "v1", "mutatingadmissionpolicybindings", "MutatingAdmissionPolicyBinding", Namespaced: false);

    private readonly EmbeddedServer _server = EmbeddedServer.InMemory();
    private ICluster _cluster = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.AddClusterAsync("hub", Token);
        _cluster = _server.Connect("hub", "test");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Deny_BrokenValidation_RefusesWithItsReason()
    {
        await BindAsync("""{"validations":[{"expression":"object.data.a != 'bad'","messageExpression":"'a is ' + object.data.a","reason":"Forbidden"}]}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("""{"a":"bad"}"""));

        Assert.Equal(403, refused.Status.Code);
        Assert.Equal("configmaps \"c\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: a is bad", refused.Status.Message);
        await CreateAsync("""{"a":"good"}""");
    }

    [Fact]
    public async Task Deny_RemovedBinding_RefusesNoMore()
    {
        await BindAsync("""{"validations":[{"expression":"false"}]}""");
        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        await _cluster.DeleteAsync(Bindings, NamespacedName.ClusterScoped("b"), new DeleteOptions(), Token);

        await CreateAsync("{}");
    }

    [Theory]
    [InlineData("Fail", "expression 'object.data.missing == 'x'' resulted in error: no such key: missing")]
    [InlineData("Ignore", null)]
    public async Task FailurePolicy_ExpressionFails_DecidesWhetherTheWritePasses(string failurePolicy, string? message)
    {
        await BindAsync($$"""{"failurePolicy":"{{failurePolicy}}","validations":[{"expression":"object.data.missing == 'x'"}]}""");

        if (message is null)
        {
            await CreateAsync("""{"a":"b"}""");
        }
        else
        {
            Assert.Contains(message, (await Assert.ThrowsAsync<ApiException>(() => CreateAsync("""{"a":"b"}"""))).Status.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Variables_UseOneAnother_AndAreEvaluatedWhenUsed()
    {
        await BindAsync("""
            {"variables":[{"name":"n","expression":"int(object.data.n)"},{"name":"twice","expression":"variables.n * 2"},{"name":"never","expression":"1 / 0"}],
             "validations":[{"expression":"variables.twice < 10","messageExpression":"string(variables.twice) + ' is too much'"}]}
            """);

        await CreateAsync("""{"n":"4"}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("""{"n":"5"}""", "d"));
        Assert.EndsWith("10 is too much", refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_ComeFromTheBindingsReference()
    {
        await CreateAsync("""{"max":"3"}""", "limits");
        await BindAsync(
            """{"paramKind":{"apiVersion":"v1","kind":"ConfigMap"},"matchConditions":[{"name":"sized","expression":"has(object.data) && 'size' in object.data"}],"validations":[{"expression":"int(object.data.size) <= int(params.data.max)","message":"too large"}]}""",
            """{"paramRef":{"name":"limits","parameterNotFoundAction":"Deny"}}""");

        await CreateAsync("""{"size":"3"}""");
        Assert.EndsWith("too large", (await Assert.ThrowsAsync<ApiException>(() => CreateAsync("""{"size":"4"}""", "d"))).Status.Message, StringComparison.Ordinal);

        await _cluster.DeleteAsync(WellKnownTypes.ConfigMaps, new NamespacedName("default", "limits"), new DeleteOptions(), Token);
        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("""{"size":"1"}""", "e"));
        Assert.EndsWith("failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction", refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ParameterKind_NothingHasIt_RefusesForThePolicyAlone()
    {
        await BindAsync("""{"paramKind":{"apiVersion":"example.com/v1","kind":"Limit"},"validations":[{"expression":"true"}]}""");

        var refused = await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"));

        Assert.EndsWith("ValidatingAdmissionPolicy 'p' denied request: failed to configure policy: failed to find resource referenced by paramKind: 'example.com/v1, Kind=Limit'", refused.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_SaysWhoDoesWhatToWhich()
    {
        await BindAsync("""
            {"validations":[{"expression":"request.operation == 'CREATE' && request.resource.resource == 'configmaps' && request.namespace == 'default' && request.name == 'c' && request.userInfo.username == 'test' && namespaceObject.metadata.name == 'default' && oldObject == null && authorizer.requestResource.check('delete').allowed() && authorizer.group('apps').resource('deployments').namespace('x').check('create').allowed()"}]}
            """);

        await CreateAsync("{}");
    }

    [Fact]
    public async Task Exclusions_GoBeforeRules()
    {
        await BindAsync(
            """{"validations":[{"expression":"false"}]}""",
            """{"matchResources":{"excludeResourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"],"resourceNames":["c"]}]}}""");

        await CreateAsync("{}");
        await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}", "d"));
    }

    [Theory]
    [InlineData("ApplyConfiguration", "applyConfiguration", "Object{metadata: Object.metadata{labels: {'team': object.data.owner}}}")]
    [InlineData("JSONPatch", "jsonPatch", "[JSONPatch{op: 'add', path: '/metadata/labels', value: {}}, JSONPatch{op: 'add', path: '/metadata/labels/' + jsonpatch.escapeKey('team'), value: object.data.owner}]")]
    public async Task Mutation_CompletesTheObject(string type, string member, string expression)
    {
        var mutation = new JsonObject { ["patchType"] = type, [member] = new JsonObject { ["expression"] = expression } };
        var spec = new JsonObject { ["matchConstraints"] = Rules(), ["reinvocationPolicy"] = "Never", ["mutations"] = new JsonArray(mutation) };
        await CreateAsync(MutatingPolicies, "m", spec);
        await CreateAsync(MutatingBindings, "mb", new JsonObject { ["policyName"] = "m" });

        var created = await CreateAsync("""{"owner":"web"}""");

        Assert.Equal("web", created.Metadata.Labels["team"]);
        Assert.DoesNotContain("f:labels", System.Text.Encoding.UTF8.GetString(created.Utf8Json.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Object{metadata: Object.wrong{}}", "type mismatch: unexpected type name \"Object.wrong\", expected \"Object.metadata\", which matches field name path from root Object type")]
    [InlineData("Object{nope: 1}", "error applying patch: failed to convert patch object to typed object: .nope: field not declared in schema")]
    public async Task Mutation_Misspelled_SaysWhatIsExpected(string expression, string message)
    {
        var mutation = new JsonObject { ["patchType"] = "ApplyConfiguration", ["applyConfiguration"] = new JsonObject { ["expression"] = expression } };
        await CreateAsync(MutatingPolicies, "m", new JsonObject { ["matchConstraints"] = Rules(), ["reinvocationPolicy"] = "Never", ["mutations"] = new JsonArray(mutation) });
        await CreateAsync(MutatingBindings, "mb", new JsonObject { ["policyName"] = "m" });

        Assert.Equal($"policy 'm' with binding 'mb' denied request: {message}", (await Assert.ThrowsAsync<ApiException>(() => CreateAsync("{}"))).Status.Message);
    }

    [Theory]
    [InlineData("deployments/status", "status", """{"status":{"replicas":1} }""", 1, 1)]
    [InlineData("deployments", null, """{"metadata":{"labels":{"a":"b"} } }""", 9, 2)]
    public async Task Mutation_OfAnUpdate_IsOfWhatTheRequestCanChange(string resource, string? subresource, string patch, int replicas, int generation)
    {
        const string deployment = """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d","namespace":"default"},"spec":{"replicas":1,"selector":{"matchLabels":{"app":"d"} },"template":{"metadata":{"labels":{"app":"d"} },"spec":{"containers":[{"name":"c","image":"i"}]} } } }""";
        await _cluster.CreateAsync(WellKnownTypes.Deployments, KubernetesObject.From(JsonNode.Parse(deployment)!.AsObject()), new WriteOptions(), Token);
        var rules = JsonNode.Parse($$"""{"resourceRules":[{"apiGroups":["apps"],"apiVersions":["*"],"operations":["UPDATE"],"resources":["{{resource}}"]}]}""");
        var mutation = new JsonObject { ["patchType"] = "JSONPatch", ["jsonPatch"] = new JsonObject { ["expression"] = """[JSONPatch{op: "replace", path: "/spec/replicas", value: 9}]""" } };
        await CreateAsync(MutatingPolicies, "m", new JsonObject { ["matchConstraints"] = rules, ["reinvocationPolicy"] = "Never", ["mutations"] = new JsonArray(mutation) });
        await CreateAsync(MutatingBindings, "mb", new JsonObject { ["policyName"] = "m" });

        var changed = await _cluster.PatchAsync(WellKnownTypes.Deployments, new("default", "d"), new Patch(PatchType.Merge, System.Text.Encoding.UTF8.GetBytes(patch)), new WriteOptions { Subresource = subresource }, Token);

        Assert.Equal((replicas, generation), ((int)changed.Root.Member("spec")!.Value.Integer("replicas")!, (int)changed.Metadata.Generation));
    }

    private static JsonObject Rules() => JsonNode.Parse("""{"resourceRules":[{"apiGroups":[""],"apiVersions":["*"],"operations":["CREATE"],"resources":["configmaps"]}]}""")!.AsObject();

    private async Task BindAsync(string spec, string binding = "{}")
    {
        var policy = JsonNode.Parse(spec)!.AsObject();
        policy["matchConstraints"] = Rules();
        await CreateAsync(Policies, "p", policy);
        var bound = JsonNode.Parse(binding)!.AsObject();
        bound["policyName"] = "p";
        bound["validationActions"] = new JsonArray("Deny");
        await CreateAsync(Bindings, "b", bound);
    }

    private async Task CreateAsync(ResourceType type, string name, JsonObject spec) =>
        await _cluster.CreateAsync(type, KubernetesObject.From(new JsonObject { ["apiVersion"] = type.ApiVersion, ["kind"] = type.Kind, ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec }), new WriteOptions(), Token);

    private async Task<KubernetesObject> CreateAsync(string data, string name = "c") => await _cluster.CreateAsync(
        WellKnownTypes.ConfigMaps,
        KubernetesObject.From(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "ConfigMap", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" }, ["data"] = JsonNode.Parse(data) }),
        new WriteOptions(),
        Token);
}
