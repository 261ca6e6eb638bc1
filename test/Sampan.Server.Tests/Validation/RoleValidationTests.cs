namespace Sampan.Server.Tests.Validation;

public sealed class RoleValidationTests
{
    private const string Api = "rbac.authorization.k8s.io/v1";

    [Theory]
    [InlineData("Role", """{"rules":[{}]}""", "rules[0].verbs: Required value: verbs must contain at least one value | rules[0].apiGroups: Required value: resource rules must supply at least one api group | rules[0].resources: Required value: resource rules must supply at least one resource")]
    [InlineData("Role", """{"rules":[{"verbs":["get"],"nonResourceURLs":["/x"],"resources":["pods"]}]}""", "rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to non-resource URLs | rules[0].nonResourceURLs: Invalid value: [\"/x\"]: rules cannot apply to both regular resources and non-resource URLs")]
    [InlineData("ClusterRole", """{"rules":[{"verbs":["get"],"nonResourceURLs":["/x"]}]}""", "")]
    [InlineData("ClusterRole", """{"aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"a":"b"}}]}}""", "")]
    [InlineData("ClusterRole", """{"aggregationRule":{}}""", "aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil")]
    [InlineData("ClusterRole", """{"aggregationRule":{"clusterRoleSelectors":[{},{"matchExpressions":[{"key":"a","operator":"In"}]}]}}""", "aggregationRule.clusterRoleSelectors[1].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn' | aggregationRule.clusterRoleSelectors[1]: Invalid value: null: invalid label selector.")]
    [InlineData("ClusterRole", """{"aggregationRule":{"clusterRoleSelectors":[{"matchExpressions":[{"key":"a","operator":"In","values":["-"]}]}]}}""", "aggregationRule.clusterRoleSelectors[0].matchExpressions[0].values[0]: Invalid value: \"-\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?') | aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.")]
    [InlineData("ClusterRoleBinding", """{"roleRef":{"kind":"Role","name":"a/b"},"subjects":[{"kind":"ServiceAccount","name":"s"},{"kind":"User"}]}""", "roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\" | roleRef.name: Invalid value: \"a/b\": may not contain '/' | subjects[0].namespace: Required value | subjects[1].name: Required value")]
    [InlineData("RoleBinding", """{"roleRef":{"kind":"Role","name":"r"},"subjects":[{"kind":"ServiceAccount","name":"s"},{"kind":"ServiceAccount","name":"S","apiGroup":"x"}]}""", "subjects[1].name: Invalid value: \"S\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*') | subjects[1].apiGroup: Unsupported value: \"x\": supported values: \"\"")]
    public void Create_FaultyRole_IsReported(string kind, string body, string expected) => Assert.Equal(expected, Judged.Create(Api, kind, body));

    [Theory]
    [InlineData("RoleBinding", "Role")]
    [InlineData("ClusterRoleBinding", "ClusterRole")]
    public void Update_OfTheRoleOfABinding_IsReportedLast(string kind, string role) => Assert.Equal(
        $"subjects[0].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\" | roleRef: Invalid value: {{\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"{role}\",\"Name\":\"b\"}}: cannot change roleRef",
        Judged.Update(Api, kind, $$$"""{"roleRef":{"kind":"{{{role}}}","name":"a"}}""", $$$"""{"roleRef":{"kind":"{{{role}}}","name":"b"},"subjects":[{"kind":"Robot","name":"r"}]}"""));

    [Fact]
    public void Update_OfAnAggregationThatWasFaulty_MayKeepValuesThatNoLabelHas() => Assert.Equal(
        "aggregationRule.clusterRoleSelectors[0]: Invalid value: null: invalid label selector.",
        Judged.Update(Api, "ClusterRole", Selecting, Selecting));

    private const string Selecting = """{"aggregationRule":{"clusterRoleSelectors":[{"matchExpressions":[{"key":"a","operator":"In","values":["-"]}]}]}}""";
}
