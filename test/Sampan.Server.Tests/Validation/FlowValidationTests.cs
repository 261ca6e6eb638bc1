namespace Sampan.Server.Tests.Validation;

public sealed class FlowValidationTests
{
    private const string Api = "flowcontrol.apiserver.k8s.io/v1";
    private const string Verbs = """["create","delete","deletecollection","get","list","patch","proxy","update","watch"]""";

    [Theory]
    [InlineData("""{"kind":"User","user":{"name":"a"},"group":{"name":"g"}}""", "spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'")]
    [InlineData("""{"kind":"Group"}""", "spec.rules[0].subjects[0].group: Required value: group is required when subject kind is 'Group'")]
    [InlineData("""{"kind":"Robot"}""", "spec.rules[0].subjects[0].kind: Unsupported value: \"Robot\": supported values: \"Group\", \"ServiceAccount\", \"User\"")]
    [InlineData("""{"kind":"User","user":{"name":""}}""", "spec.rules[0].subjects[0].user.name: Required value")]
    [InlineData("""{"kind":"ServiceAccount","serviceAccount":{"name":"","namespace":""}}""", "spec.rules[0].subjects[0].serviceAccount.name: Required value | spec.rules[0].subjects[0].serviceAccount.namespace: Required value: must specify namespace for service account")]
    [InlineData("""{"kind":"ServiceAccount","serviceAccount":{"name":"*","namespace":"n"}}""", "")]
    public void Create_Subject_MustBeWhatItsKindSays(string subject, string expected) => Assert.Equal(expected, Create(
        $"{{\"subjects\":[{subject}],\"nonResourceRules\":[{{\"verbs\":[\"*\"],\"nonResourceURLs\":[\"*\"]}}]}}"));

    [Theory]
    [InlineData("""{"verbs":[],"apiGroups":[],"resources":[]}""", "RULE.verbs: Required value: verbs must contain at least one value | RULE.apiGroups: Required value: resource rules must supply at least one api group | RULE.resources: Required value: resource rules must supply at least one resource | RULE.namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace")]
    [InlineData("""{"verbs":["fly"],"apiGroups":["*","apps"],"resources":["*","pods"],"namespaces":["*","a"]}""", "RULE.verbs: Unsupported value: [\"fly\"]: supported values: VERBS | RULE.apiGroups: Invalid value: [\"*\",\"apps\"]: if '*' is present, must not specify other api groups | RULE.resources: Invalid value: [\"*\",\"pods\"]: if '*' is present, must not specify other resources | RULE.namespaces: Invalid value: [\"*\",\"a\"]: if '*' is present, must not specify other namespaces")]
    [InlineData("""{"verbs":["get"],"apiGroups":[""],"resources":["pods"],"namespaces":["a.b"]}""", "RULE.namespaces[0]: Invalid value: \"a.b\": each member of this list must be '*' or a DNS-1123 label; must not contain dots")]
    public void Create_ResourceRule_NamesWhatThereIs(string rule, string expected) => Assert.Equal(
        expected.Replace("RULE", "spec.rules[0].resourceRules[0]", StringComparison.Ordinal).Replace("VERBS", Verbs.Trim('[', ']').Replace(",", ", ", StringComparison.Ordinal), StringComparison.Ordinal),
        Create($"{{\"subjects\":[{{\"kind\":\"User\",\"user\":{{\"name\":\"a\"}}}}],\"resourceRules\":[{rule}]}}"));

    [Theory]
    [InlineData("", "must not be empty")]
    [InlineData("a", "must start with slash")]
    [InlineData("/a b", "must not contain white-space")]
    [InlineData("/a//b", "must not contain double slash")]
    [InlineData("/a*", "wildcard can only do suffix matching")]
    [InlineData("/*/a/*", "wildcard can only do suffix matching")]
    [InlineData("/a/*", null)]
    [InlineData("/", null)]
    public void Create_NonResourceUrl_IsAPath(string url, string? fault) => Assert.Equal(
        fault is null ? "" : $"spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"{url}\": {fault}",
        Create($"{{\"subjects\":[{{\"kind\":\"User\",\"user\":{{\"name\":\"a\"}}}}],\"nonResourceRules\":[{{\"verbs\":[\"get\"],\"nonResourceURLs\":[\"{url}\"]}}]}}"));

    [Fact]
    public void Create_DistinguisherMethod_IsShownWhole() => Assert.Equal(
        "spec.distinguisherMethod.type: Unsupported value: {\"Type\":\"ByMood\"}: supported values: \"ByNamespace\", \"ByUser\"",
        Judged.Create(Api, "FlowSchema", """{"spec":{"priorityLevelConfiguration":{"name":"p"},"distinguisherMethod":{"type":"ByMood"}}}"""));

    [Theory]
    [InlineData("""{"queues":512,"handSize":8}""", "handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60")]
    [InlineData("""{"queues":1024,"handSize":6}""", "")]
    [InlineData("""{"queues":4,"handSize":5}""", "handSize: Invalid value: 5: should not be greater than queues (4)")]
    [InlineData("""{"queues":10000001,"handSize":1}""", "queues: Invalid value: 10000001: must not be greater than 10000000")]
    [InlineData("""{"queues":-1,"handSize":-1}""", "queues: Invalid value: -1: must be positive | spec.limited.limitResponse.queuing.handSize: Invalid value: -1: must be positive")]
    public void Create_Queuing_DealsHandsFromOneHash(string queuing, string expected) => Assert.Equal(
        expected.Length == 0 ? "" : $"spec.limited.limitResponse.queuing.{expected}",
        Judged.Create(Api, "PriorityLevelConfiguration", $"{{\"spec\":{{\"type\":\"Limited\",\"limited\":{{\"limitResponse\":{{\"type\":\"Queue\",\"queuing\":{queuing}}}}}}}}}"));

    [Fact]
    public void Create_Limits_AreReportedAfterTheResponse() => Assert.Equal(
        "spec.limited.nominalConcurrencyShares: Invalid value: -1: must be a non-negative integer | spec.limited.limitResponse.type: Unsupported value: \"Sing\": supported values: \"Queue\", \"Reject\" | spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive | spec.limited.borrowingLimitPercent: Invalid value: -1: if specified, must be a non-negative integer",
        Judged.Create(Api, "PriorityLevelConfiguration", """{"spec":{"type":"Limited","limited":{"nominalConcurrencyShares":-1,"lendablePercent":101,"borrowingLimitPercent":-1,"limitResponse":{"type":"Sing"}}}}"""));

    [Theory]
    [InlineData("PriorityLevelConfiguration", "exempt", """{"type":"Exempt","exempt":{"nominalConcurrencyShares":7}}""", true)]
    [InlineData("PriorityLevelConfiguration", "catch-all", """{"type":"Limited","limited":{"nominalConcurrencyShares":5,"limitResponse":{"type":"Reject"}}}""", true)]
    [InlineData("PriorityLevelConfiguration", "catch-all", """{"type":"Limited","limited":{"nominalConcurrencyShares":6,"limitResponse":{"type":"Reject"}}}""", false)]
    [InlineData("FlowSchema", "exempt", """{"priorityLevelConfiguration":{"name":"exempt"},"matchingPrecedence":1,"rules":[{"subjects":[{"kind":"Group","group":{"name":"system:masters"}}],"resourceRules":[{"verbs":["*"],"apiGroups":["*"],"resources":["*"],"clusterScope":true,"namespaces":["*"]}],"nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]}]}""", true)]
    [InlineData("FlowSchema", "catch-all", """{"priorityLevelConfiguration":{"name":"catch-all"},"matchingPrecedence":10000}""", false)]
    public void Create_MandatoryObject_HasAFixedSpec(string kind, string name, string spec, bool isValid)
    {
        var faults = Judged.Create(Api, kind, $"{{\"metadata\":{{\"name\":\"{name}\"}},\"spec\":{spec}}}");
        if (isValid)
        {
            Assert.Equal("", faults);
        }
        else
        {
            Assert.Contains($": spec of '{name}' must equal the fixed value", faults, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Status_Conditions_HaveATypeEach() => Assert.Equal(
        "status.conditions[1].type: Duplicate value: \"Dangling\" | status.conditions[2].type: Required value: must not be empty",
        Judged.Status(Api, "FlowSchema", "{}", """{"status":{"conditions":[{"type":"Dangling"},{"type":"Dangling"},{}]}}"""));

    private static string Create(string rule) =>
        Judged.Create(Api, "FlowSchema", $"{{\"spec\":{{\"priorityLevelConfiguration\":{{\"name\":\"p\"}},\"rules\":[{rule}]}}}}");
}
