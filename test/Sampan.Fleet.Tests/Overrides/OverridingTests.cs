using Sampan.Fleet.Overrides;
using Sampan.Placement.Members;

namespace Sampan.Fleet.Tests.Overrides;

public sealed class OverridingTests
{
    private static readonly MemberCluster Member = new() { Name = "m1" };

    [Fact]
    public void Apply_SeveralPolicies_MostExactNamespacedOneHasTheLastWord()
    {
        var result = Apply(
            Override("a", "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}]", "exact"),
            Override("z", "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment'}]", "kind"),
            Override("global", "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}]", "global", "ClusterOverridePolicy"));

        Assert.Equal("exact", result.Object["metadata"]!["labels"]!["tier"]!.ToString());
        Assert.StartsWith("""[{"policyName":"a",""", result.AppliedOverrides, StringComparison.Ordinal);
        Assert.StartsWith("""[{"policyName":"global",""", result.AppliedClusterOverrides, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_RuleForOtherCluster_ChangesNothing()
    {
        var policy = OverridePolicy.Of(Samples.Policy("p", "'overrideRules':[{'targetCluster':{'clusterNames':['m2']},'overriders':{'labelsOverrider':[{'operator':'add','value':{'a':'b'}}]}}]", kind: "ClusterOverridePolicy"));

        var result = Overriding.Apply(Samples.Deployment().ToDraft(), Member, [policy]);

        Assert.Null(result.AppliedClusterOverrides);
        Assert.Null(result.Object["metadata"]!["labels"]);
    }

    [Theory]
    [InlineData("'path':'/spec/nothing','operator':'remove'")]
    [InlineData("'path':'/spec/nothing','operator':'replace','value':1")]
    [InlineData("'path':'/nothing/below','operator':'add','value':1")]
    [InlineData("'path':'/kind','operator':'remove'")]
    public void Apply_PlaintextThatDoesNotApply_Throws(string operation)
    {
        var policy = OverridePolicy.Of(Samples.Policy("p", "'overriders':{'plaintext':[{" + operation + "}]}", kind: "ClusterOverridePolicy"));

        Assert.Throws<OverrideException>(() => Overriding.Apply(Samples.Deployment().ToDraft(), Member, [policy]));
    }

    [Fact]
    public void Apply_FieldOverrider_ChangesYamlInsideText()
    {
        var template = Samples.Object("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'c'},'data':{'app.yaml':'db:\\n  host: local\\n'}}");
        var policy = OverridePolicy.Of(Samples.Policy("p", "'overriders':{'fieldOverrider':[{'fieldPath':'/data/app.yaml','yaml':[{'subPath':'/db/host','operator':'replace','value':'far'}]}]}", kind: "ClusterOverridePolicy"));

        Assert.Equal("db:\n  host: far\n", Overriding.Apply(template.ToDraft(), Member, [policy]).Object["data"]!["app.yaml"]!.ToString());
    }

    private static OverrideResult Apply(params OverridePolicy[] policies) => Overriding.Apply(Samples.Deployment().ToDraft(), Member, policies);

    private static OverridePolicy Override(string name, string selectors, string tier, string kind = "OverridePolicy") => OverridePolicy.Of(Samples.Object(
        "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'" + kind + "','metadata':{'name':'" + name + "','namespace':'" + (kind == "OverridePolicy" ? "shop" : "") + "'},'spec':{" + selectors + ",'overrideRules':[{'overriders':{'labelsOverrider':[{'operator':'add','value':{'tier':'" + tier + "'}}]}}]}}"));
}
