namespace Sampan.Server.Tests.Validation;

public sealed class QuotaValidationTests
{
    private const string Selector = "spec.scopeSelector.matchExpressions";
    private const string OnlyExists = "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

    [Theory]
    [InlineData("""{"hard":{"foo":"1"}}""", "spec.hard[foo]: Invalid value: \"foo\": must be a standard resource type or fully qualified | spec.hard[foo]: Invalid value: \"foo\": must be a standard resource for quota")]
    [InlineData("""{"hard":{"storage":"1"}}""", "spec.hard[storage]: Invalid value: \"storage\": must be a standard resource for quota")]
    [InlineData("""{"hard":{"pods":"-500m"}}""", "spec.hard[pods]: Invalid value: \"-500m\": must be greater than or equal to 0 | spec.hard[pods]: Invalid value: \"-500m\": must be an integer")]
    [InlineData("""{"hard":{"count/pods":"1500m"}}""", "spec.hard[count/pods]: Invalid value: \"1500m\": must be an integer")]
    [InlineData("""{"hard":{"requests.example.com/gpu":"1500m","hugepages-2Mi":"2Mi","requests.hugepages-2Mi":"2Mi"}}""", "")]
    [InlineData("""{"hard":{"ephemeral-storage":"1"},"scopes":["Terminating"]}""", "spec.scopes: Invalid value: [\"Terminating\"]: unsupported scope applied to resource")]
    [InlineData("""{"hard":{"persistentvolumeclaims":"1","pods":"1"},"scopes":["VolumeAttributesClass"]}""", "spec.scopes: Invalid value: [\"VolumeAttributesClass\"]: unsupported scope applied to resource")]
    [InlineData("""{"scopes":["Nope","BestEffort","NotBestEffort"]}""", "spec.scopes: Invalid value: [\"Nope\",\"BestEffort\",\"NotBestEffort\"]: unsupported scope | spec.scopes: Invalid value: [\"Nope\",\"BestEffort\",\"NotBestEffort\"]: conflicting scopes")]
    [InlineData("""{"scopeSelector":{"matchExpressions":[{"scopeName":"Nope","operator":"Maybe"}]}}""", Selector + ".scopeName: Invalid value: \"Nope\": unsupported scope | " + Selector + ".operator: Invalid value: \"Maybe\": not a valid selector operator")]
    [InlineData("""{"scopeSelector":{"matchExpressions":[{"scopeName":"BestEffort","operator":"In"},{"scopeName":"PriorityClass","operator":"Exists","values":["a"]}]}}""", Selector + ".operator: Invalid value: \"In\": " + OnlyExists + " | " + Selector + ".values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector | " + Selector + ".values: Invalid value: [\"a\"]: must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector")]
    [InlineData("""{"hard":{"cpu":"1"},"scopeSelector":{"matchExpressions":[{"scopeName":"BestEffort","operator":"Exists"},{"scopeName":"NotBestEffort","operator":"Exists"}]}}""", Selector + ": Invalid value: {\"MatchExpressions\":[{\"ScopeName\":\"BestEffort\",\"Operator\":\"Exists\",\"Values\":null},{\"ScopeName\":\"NotBestEffort\",\"Operator\":\"Exists\",\"Values\":null}]}: unsupported scope applied to resource | " + Selector + ": Invalid value: null: conflicting scopes")]
    public void Create_FaultyQuota_IsReported(string spec, string expected) => Assert.Equal(expected, Judged.Create("v1", "ResourceQuota", $$$"""{"spec":{{{spec}}}}"""));

    [Theory]
    [InlineData("""["Terminating","NotBestEffort"]""", "")]
    [InlineData("""["Terminating"]""", "spec.scopes: Invalid value: [\"Terminating\"]: field is immutable")]
    public void Update_OfScopes_ComparesThemAsASet(string scopes, string expected) =>
        Assert.Equal(expected, Judged.Update("v1", "ResourceQuota", """{"spec":{"scopes":["NotBestEffort","Terminating"]}}""", $$$"""{"spec":{"scopes":{{{scopes}}}}}"""));

    [Fact]
    public void Status_FaultyQuota_IsReported() => Assert.Equal(
        "status.hard[pods]: Invalid value: \"1500m\": must be an integer | status.used[x y]: Invalid value: \"x y\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') | status.used[x y]: Invalid value: \"x y\": must be a standard resource for quota | status.used[pods]: Invalid value: \"-1\": must be greater than or equal to 0",
        Judged.Status("v1", "ResourceQuota", "{}", """{"status":{"hard":{"pods":"1.5"},"used":{"x y":"1","pods":"-1"}}}"""));

    [Theory]
    [InlineData("""{"type":"Node"}""", "spec.limits[0].type: Invalid value: \"Node\": must be a standard limit type or fully qualified")]
    [InlineData("""{"type":"example.com/thing","max":{"storage":"1","foo":"1"}}""", "spec.limits[0].max[foo]: Invalid value: \"foo\": must be a standard resource type or fully qualified")]
    [InlineData("""{"type":"Container","maxLimitRequestRatio":{"storage":"1","a.kubernetes.io/x":"1","requests.example.com/y":"1"}}""", "spec.limits[0].maxLimitRequestRatio[storage]: Invalid value: \"storage\": must be a standard resource for containers | spec.limits[0].maxLimitRequestRatio[requests.example.com/y]: Invalid value: \"requests.example.com/y\": doesn't follow extended resource name standard")]
    [InlineData("""{"type":"Pod","max":{"cpu":"1"},"default":{"cpu":"2"}}""", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("""{"type":"Pod","max":{"cpu":"2"},"min":{"cpu":"1"},"maxLimitRequestRatio":{"cpu":"3"}}""", "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"3\": ratio 3 is greater than max/min = 2.000000")]
    [InlineData("""{"type":"Container","default":{"hugepages-2Mi":"4Mi"},"defaultRequest":{"hugepages-2Mi":"2Mi"}}""", "spec.limits[0].defaultRequest[hugepages-2Mi]: Invalid value: \"2Mi\": default value 4Mi must equal to defaultRequest value 2Mi in hugepages-2Mi")]
    public void Create_FaultyLimitRange_IsReported(string limit, string expected) => Assert.Equal(expected, Judged.Create("v1", "LimitRange", $$$"""{"spec":{"limits":[{{{limit}}}]}}"""));
}
