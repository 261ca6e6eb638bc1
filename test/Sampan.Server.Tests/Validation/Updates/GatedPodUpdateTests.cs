namespace Sampan.Server.Tests.Validation.Updates;

public sealed class GatedPodUpdateTests
{
    private const string Terms = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";
    private const string Gated = ""","schedulingGates":[{"name":"a/b"}]""";
    private const string Fixed = "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static string Pod(string part) => $$$"""{"spec":{"containers":[{"name":"c","image":"x"}]{{{part}}}}}""";

    private static string Requiring(string terms) =>
        $",\"affinity\":{{\"nodeAffinity\":{{\"requiredDuringSchedulingIgnoredDuringExecution\":{{\"nodeSelectorTerms\":[{terms}]}}}}}}";

    private static string Update(string before, string after) => Judged.Update("v1", "Pod", Pod(before), Pod(after));

    [Theory]
    [InlineData("""{"a":"1","b":"2"}""", "")]
    [InlineData("""{"b":"2"}""", "spec.nodeSelector: Invalid value: {\"b\":\"2\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)")]
    [InlineData("""{"a":"2"}""", "spec.nodeSelector: Invalid value: {\"a\":\"2\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)")]
    public void Update_OfTheSelector_MayOnlyAdd(string selector, string expected) =>
        Assert.Equal(expected, Update(Gated + ""","nodeSelector":{"a":"1"}""", $"{Gated},\"nodeSelector\":{selector}"));

    [Theory]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists"},{"key":"b","operator":"Exists"}],"matchFields":[{"key":"metadata.name","operator":"In","values":["n"]}]}""", "")]
    [InlineData("""{"matchExpressions":[{"key":"b","operator":"Exists"},{"key":"a","operator":"Exists"}]}""", Terms + "[0]: Invalid value: {\"MatchExpressions\":[{\"Key\":\"b\",\"Operator\":\"Exists\",\"Values\":null},{\"Key\":\"a\",\"Operator\":\"Exists\",\"Values\":null}],\"MatchFields\":null}: only additions are allowed (no mutations or deletions)")]
    [InlineData("""{"matchExpressions":[{"key":"a","operator":"Exists"}]},{"matchExpressions":[{"key":"b","operator":"Exists"}]}""", Terms + ": Invalid value: [{\"MatchExpressions\":[{\"Key\":\"a\",\"Operator\":\"Exists\",\"Values\":null}],\"MatchFields\":null},{\"MatchExpressions\":[{\"Key\":\"b\",\"Operator\":\"Exists\",\"Values\":null}],\"MatchFields\":null}]: no additions/deletions to non-empty NodeSelectorTerms list are allowed")]
    public void Update_OfTheRequiredTerms_MayOnlyAddRequirements(string terms, string expected) =>
        Assert.Equal(expected, Update(Gated + Requiring("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}"""), Gated + Requiring(terms)));

    [Fact]
    public void Update_TakingTheAffinityAway_IsReported() => Assert.Equal(
        Terms + ": Invalid value: null: no additions/deletions to non-empty NodeSelectorTerms list are allowed",
        Update(Gated + Requiring("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}"""), Gated));

    [Fact]
    public void Update_OfAnEmptyTerm_MustLeaveItEmpty() => Assert.Equal(
        Terms + "[0]: Invalid value: {\"MatchExpressions\":[{\"Key\":\"a\",\"Operator\":\"Exists\",\"Values\":null}],\"MatchFields\":null}: only additions are allowed (no mutations or deletions)",
        Update(Gated + Requiring("{}"), Gated + Requiring("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}""")));

    [Fact]
    public void Update_GivingNodeAffinity_IsValid() => Assert.Equal("", Update(Gated, Gated + Requiring("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}""")));

    [Fact]
    public void Update_OfPreferredNodes_IsValid() => Assert.Equal(
        "",
        Update(Gated, Gated + ""","affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":1,"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]}}]}}"""));

    [Fact]
    public void Update_OfPodAffinity_IsForbidden() => Assert.Equal(
        Fixed,
        Update(Gated, Gated + ""","affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"z","labelSelector":{"matchLabels":{"a":"b"}}}]}}"""));

    [Fact]
    public void Update_WithoutAGate_IsForbidden() => Assert.Equal(Fixed, Update("", ""","nodeSelector":{"a":"1"}"""));

    [Theory]
    [InlineData(""","activeDeadlineSeconds":10""", ""","activeDeadlineSeconds":20""", "spec.activeDeadlineSeconds: Invalid value: 20: must be less than or equal to previous value")]
    [InlineData(""","activeDeadlineSeconds":10""", "", "spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value")]
    [InlineData(""","tolerations":[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":1}]""", ""","tolerations":[{"key":"a","operator":"Exists","effect":"NoExecute","tolerationSeconds":2},{"key":"b","operator":"Exists"}]""", "")]
    [InlineData(""","tolerations":[{"key":"a","operator":"Exists"}]""", "", "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    [InlineData("", ""","tolerations":[{"operator":"Equal"}]""", "spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\" | spec.tolerations[0].operator: Invalid value: \"Equal\": operator must be Exists when `key` is empty, which means \"match all values and all keys\"")]
    public void Update_OfWhatAnyPodMayChange_HasItsBounds(string before, string after, string expected) => Assert.Equal(expected, Update(before, after));
}
