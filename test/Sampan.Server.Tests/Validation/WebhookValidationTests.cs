using System.Text.Json.Nodes;

namespace Sampan.Server.Tests.Validation;

public sealed class WebhookValidationTests
{
    private const string Api = "admissionregistration.k8s.io/v1";

    [Theory]
    [InlineData("""{"name":""}""", "webhooks[0].name: Required value")]
    [InlineData("""{"name":"a.b"}""", "webhooks[0].name: Invalid value: \"a.b\": should be a domain with at least three segments separated by dots")]
    [InlineData("""{"failurePolicy":""}""", "webhooks[0].failurePolicy: Unsupported value: \"\": supported values: \"Fail\", \"Ignore\"")]
    [InlineData("""{"matchPolicy":"Some"}""", "webhooks[0].matchPolicy: Unsupported value: \"Some\": supported values: \"Equivalent\", \"Exact\"")]
    [InlineData("""{"sideEffects":null}""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    [InlineData("""{"sideEffects":"Some"}""", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("""{"timeoutSeconds":31}""", "webhooks[0].timeoutSeconds: Invalid value: 31: the timeout value must be between 1 and 30 seconds")]
    [InlineData("""{"reinvocationPolicy":"Often"}""", "webhooks[0].reinvocationPolicy: Unsupported value: \"Often\": supported values: \"IfNeeded\", \"Never\"")]
    [InlineData("""{"admissionReviewVersions":[]}""", "webhooks[0].admissionReviewVersions: Required value: must specify one of v1, v1beta1")]
    [InlineData("""{"admissionReviewVersions":["v9","v9"]}""", "webhooks[0].admissionReviewVersions[1]: Invalid value: \"v9\": duplicate version | webhooks[0].admissionReviewVersions: Invalid value: [\"v9\",\"v9\"]: must include at least one of v1, v1beta1")]
    [InlineData("""{"clientConfig":{}}""", "webhooks[0].clientConfig: Required value: exactly one of url or service is required")]
    [InlineData("""{"clientConfig":{"url":"http:///a?b#c"}}""", "webhooks[0].clientConfig.url: Invalid value: \"http\": 'https' is the only allowed URL scheme; desired format: https://host[/path] | webhooks[0].clientConfig.url: Invalid value: \"\": host must be specified; desired format: https://host[/path] | webhooks[0].clientConfig.url: Invalid value: \"c\": fragments are not permitted in the URL | webhooks[0].clientConfig.url: Invalid value: \"b\": query parameters are not permitted in the URL")]
    [InlineData("""{"clientConfig":{"service":{"name":"","namespace":"","port":0,"path":"a"}}}""", "webhooks[0].clientConfig.service.name: Required value | webhooks[0].clientConfig.service.namespace: Required value | webhooks[0].clientConfig.service.port: Invalid value: 0: port is not valid: must be between 1 and 65535, inclusive | webhooks[0].clientConfig.service.path: Invalid value: \"a\": must start with a '/' | webhooks[0].clientConfig.service.path: Invalid value: \"a\": segment[0] may not be empty")]
    [InlineData("""{"rules":[{"operations":["*","CREATE"],"apiGroups":[],"apiVersions":[""],"resources":["*","pods"]}]}""", "webhooks[0].rules[0].operations: Invalid value: [\"*\",\"CREATE\"]: if '*' is present, must not specify other operations | webhooks[0].rules[0].apiGroups: Required value | webhooks[0].rules[0].apiVersions[0]: Required value | webhooks[0].rules[0].resources: Invalid value: [\"*\",\"pods\"]: if '*' is present, must not specify other resources without subresources")]
    [InlineData("""{"rules":[{"operations":["*"],"apiGroups":["*"],"apiVersions":["*"],"resources":["pods","*"],"scope":"Galaxy"}]}""", "webhooks[0].rules[0].scope: Unsupported value: \"Galaxy\": supported values: \"*\", \"Cluster\", \"Namespaced\"")]
    [InlineData("""{"objectSelector":{"matchExpressions":[{"key":"a","operator":"In","values":["-"]}]}}""", "webhooks[0].objectSelector.matchExpressions[0].values[0]: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')")]
    [InlineData("""{"matchConditions":[{"name":"a","expression":"1"},{"name":"a","expression":""}]}""", "webhooks[0].matchConditions[0].expression: Invalid value: \"1\": must evaluate to bool but got int | webhooks[0].matchConditions[1].expression: Required value | webhooks[0].matchConditions[1].name: Duplicate value: \"a\"")]
    public void Create_FaultyWebhook_IsReported(string change, string expected) => Assert.Equal(expected, Judged.Create(Api, "MutatingWebhookConfiguration", Configuration(change)));

    [Fact]
    public void Create_TwoOfAName_IsReported() => Assert.Equal(
        "webhooks[1].name: Duplicate value: \"w.example.com\"",
        Judged.Create(Api, "ValidatingWebhookConfiguration", Configuration("{}", "{}")));

    // What an older server took stays valid as long as one such fault is there already.
    [Theory]
    [InlineData("""{"sideEffects":"Some"}""", """{"sideEffects":"Unknown"}""", "")]
    [InlineData("""{"sideEffects":"Some"}""", """{"sideEffects":null}""", "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun, Some, Unknown")]
    [InlineData("{}", """{"sideEffects":"Some"}""", "webhooks[0].sideEffects: Unsupported value: \"Some\": supported values: \"None\", \"NoneOnDryRun\"")]
    [InlineData("""{"admissionReviewVersions":["v9"]}""", """{"admissionReviewVersions":["v8"]}""", "")]
    [InlineData("""{"matchConditions":[{"name":"a","expression":"1"}]}""", """{"timeoutSeconds":5,"matchConditions":[{"name":"a","expression":"1"}]}""", "")]
    [InlineData("""{"objectSelector":{"matchExpressions":[{"key":"a","operator":"In","values":["-"]}]}}""", """{"objectSelector":{"matchExpressions":[{"key":"a","operator":"In","values":["+"]}]}}""", "")]
    public void Update_OldFault_MayStay(string before, string after, string expected) =>
        Assert.Equal(expected, Judged.Update(Api, "ValidatingWebhookConfiguration", Configuration(before), Configuration(after)));

    [Fact]
    public void Update_NamesThatWereNotUnique_MayStay() =>
        Assert.Equal("", Judged.Update(Api, "ValidatingWebhookConfiguration", Configuration("{}", "{}"), Configuration("{}", """{"timeoutSeconds":5}""")));

    private static string Configuration(params string[] changes) => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = "x" },
        ["webhooks"] = new JsonArray([.. changes.Select(change =>
        {
            var webhook = JsonNode.Parse("""{"name":"w.example.com","sideEffects":"None","admissionReviewVersions":["v1"],"clientConfig":{"url":"https://a"}}""")!.AsObject();
            foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            {
                webhook[name] = value?.DeepClone();
            }

            return (JsonNode)webhook;
        })]),
    }.ToJsonString();
}
