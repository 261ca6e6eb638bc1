using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Auditing;
using Sampan.Server.Authentication;
using Sampan.Server.Hosting;

namespace Sampan.Server.Tests.Hosting;

/// <summary>The audit log of requests over HTTP, line by line.</summary>
public sealed partial class AuditTests : IAsyncLifetime
{
    private const string Maps = "api/v1/namespaces/default/configmaps";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan");
    private ServedEndpoint _served = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Log => Path.Combine(_folder.FullName, "audit.log");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Create_AtLevelMetadata_IsWrittenAsKubernetesWritesIt()
    {
        using var client = await StartAsync("[{level: Metadata}]", "admin");
        client.DefaultRequestHeaders.UserAgent.ParseAdd("test/1");
        client.DefaultRequestHeaders.Add("Audit-Id", "id-1");

        var response = await client.PostAsync($"{Maps}?dryRun=All", ServedEndpoint.Json("""{"metadata":{"name":"c"}}"""), Cancel);

        var lines = await LinesAsync(2);
        Assert.Equal("id-1", response.Headers.GetValues("Audit-Id").Single());
        Assert.Equal(
            """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-1","stage":"RequestReceived","requestURI":"/clusters/hub/api/v1/namespaces/default/configmaps?dryRun=All","verb":"create","user":{"username":"admin","groups":["system:masters","system:authenticated"]},"sourceIPs":["127.0.0.1"],"userAgent":"test/1","objectRef":{"resource":"configmaps","namespace":"default","apiVersion":"v1"},"requestReceivedTimestamp":"TIME","stageTimestamp":"TIME"}""",
            lines[0]);
        Assert.Equal(
            """{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","auditID":"id-1","stage":"ResponseComplete","requestURI":"/clusters/hub/api/v1/namespaces/default/configmaps?dryRun=All","verb":"create","user":{"username":"admin","groups":["system:masters","system:authenticated"]},"sourceIPs":["127.0.0.1"],"userAgent":"test/1","objectRef":{"resource":"configmaps","namespace":"default","name":"c","apiVersion":"v1"},"responseStatus":{"metadata":{},"code":201},"requestReceivedTimestamp":"TIME","stageTimestamp":"TIME","annotations":{"authorization.k8s.io/decision":"allow","authorization.k8s.io/reason":""}}""",
            lines[1]);
    }

    [Fact]
    public async Task Create_AtLevelRequestResponse_ShowsBothObjectsWithoutManagedFields()
    {
        using var client = await StartAsync("[{level: RequestResponse, omitStages: [RequestReceived], omitManagedFields: true}]", "admin");

        await client.PostAsync(Maps, ServedEndpoint.Json("""{"metadata":{"name":"c"},"data":{"a":"b"}}"""), Cancel);

        var change = JsonElement.Parse((await LinesAsync(1))[0]);
        Assert.Equal("""{"metadata":{"name":"c"},"data":{"a":"b"}}""", change.Member("requestObject")?.GetRawText());
        Assert.Equal("b", change.Member("responseObject", "data", "a")?.GetString());
        Assert.Null(change.Member("responseObject", "metadata", "managedFields"));
    }

    [Fact]
    public async Task Refusal_ShowsTheStatusAndTheDecision()
    {
        using var client = await StartAsync("[{level: Metadata, omitStages: [RequestReceived]}]", "weak");

        await client.GetAsync($"{Maps}/c", Cancel);

        var change = JsonElement.Parse((await LinesAsync(1))[0]);
        Assert.Equal("""{"metadata":{},"status":"Failure","message":"configmaps \"c\" is forbidden: User \"jane\" cannot get resource \"configmaps\" in API group \"\" in the namespace \"default\"","reason":"Forbidden","details":{"name":"c","kind":"configmaps"},"code":403}""", change.Member("responseStatus")?.GetRawText());
        Assert.Equal("forbid", change.Member("annotations", "authorization.k8s.io/decision")?.GetString());
    }

    [Fact]
    public async Task FailedAuthentication_IsTold_WithoutAUser()
    {
        using var client = await StartAsync("[{level: Metadata, omitStages: [RequestReceived]}]", "wrong");

        await client.GetAsync(Maps, Cancel);

        var change = JsonElement.Parse((await LinesAsync(1))[0]);
        Assert.Equal("{}", change.Member("user")?.GetRawText());
        Assert.Equal("""{"metadata":{},"message":"Authentication failed, attempted: bearer","code":401}""", change.Member("responseStatus")?.GetRawText());
    }

    [Fact]
    public async Task Impersonation_NamesBothUsers()
    {
        using var client = await StartAsync("[{level: Metadata, omitStages: [RequestReceived]}]", "admin");
        client.DefaultRequestHeaders.Add("Impersonate-User", "jane");

        await client.GetAsync(Maps, Cancel);

        var change = JsonElement.Parse((await LinesAsync(1))[0]);
        Assert.Equal("admin", change.Member("user", "username")?.GetString());
        Assert.Equal("""{"username":"jane","groups":["system:authenticated"]}""", change.Member("impersonatedUser")?.GetRawText());
    }

    [Fact]
    public async Task Watch_IsToldWhenItStartsAndWhenItEnds()
    {
        using var client = await StartAsync("[{level: Metadata, verbs: [watch], omitStages: [RequestReceived]}]", "admin");
        using (await client.GetAsync($"{Maps}?watch=true", HttpCompletionOption.ResponseHeadersRead, Cancel))
        {
            Assert.Equal("ResponseStarted", JsonElement.Parse((await LinesAsync(1))[0]).StringOrEmpty("stage"));
        }

        Assert.Equal("ResponseComplete", JsonElement.Parse((await LinesAsync(2))[1]).StringOrEmpty("stage"));
    }

    [Fact]
    public async Task Policies_NoteInAnnotations()
    {
        using var client = await StartAsync("[{level: Metadata, resources: [{group: '', resources: [configmaps, pods]}], omitStages: [RequestReceived]}]", "admin");
        const string policy = """
            {"metadata":{"name":"no-a"},"spec":{"matchConstraints":{"resourceRules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["configmaps"]}]},
             "validations":[{"expression":"object.metadata.name != 'a'"}],"auditAnnotations":[{"key":"name","valueExpression":"'is ' + object.metadata.name"}]}}
            """;
        await client.PostAsync("apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies", ServedEndpoint.Json(policy), Cancel);
        await client.PostAsync("apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings", ServedEndpoint.Json("""{"metadata":{"name":"b"},"spec":{"policyName":"no-a","validationActions":["Audit"]}}"""), Cancel);

        await client.PostAsync(Maps, ServedEndpoint.Json("""{"metadata":{"name":"a"}}"""), Cancel);
        await client.PostAsync("api/v1/namespaces/default/pods", ServedEndpoint.Json("""{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"x"}]}}"""), Cancel);

        var lines = await LinesAsync(2);
        var annotations = JsonElement.Parse(lines[0]).Member("annotations")!.Value;
        Assert.Equal("is a", annotations.StringOrEmpty("no-a/name"));
        Assert.Equal("""[{"message":"failed expression: object.metadata.name != 'a'","policy":"no-a","binding":"b","expressionIndex":0,"validationActions":["Audit"]}]""", JsonElement.Parse(annotations.StringOrEmpty("validation.policy.admission.k8s.io/validation_failure")).GetRawText().Replace("\\u0027", "'", StringComparison.Ordinal));
        Assert.Equal("privileged:latest", JsonElement.Parse(lines[1]).Member("annotations", "pod-security.kubernetes.io/enforce-policy")?.GetString());
    }

    private async Task<HttpClient> StartAsync(string rules, string token)
    {
        var policy = AuditPolicy.Parse($"apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: {rules}");
        var tokens = new Dictionary<string, UserInfo> { ["admin"] = UserInfo.Master("admin"), ["weak"] = new("jane", [UserInfo.Authenticated]) };
        _served = await ServedEndpoint.StartAsync(new EndpointOptions { Audit = new AuditOptions(policy, Log) }, tokens);
        return _served.Client(token);
    }

    // The last event of a request may be written after its answer has been read.
    private async Task<IReadOnlyList<string>> LinesAsync(int count)
    {
        while (true)
        {
            using var reader = new StreamReader(new FileStream(Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), Encoding.UTF8);
            var lines = Timestamp().Replace(await reader.ReadToEndAsync(Cancel), "TIME").Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length >= count)
            {
                return lines;
            }

            await Task.Yield();
        }
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")]
    private static partial Regex Timestamp();
}
