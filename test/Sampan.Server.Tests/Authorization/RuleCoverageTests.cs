using Sampan.Server.Authorization;

namespace Sampan.Server.Tests.Authorization;

public sealed class RuleCoverageTests
{
    private static readonly PolicyRule ReadPods = new(["get", "list"], [""], ["pods", "pods/log"], [], []);

    [Fact]
    public void Missing_IsWhatNoRuleCovers_TogetherForEachResource()
    {
        var asked = new PolicyRule(["get", "delete", "create"], [""], ["pods", "secrets"], [], []);

        Assert.Equal(
            ["""{APIGroups:[""], Resources:["pods"], Verbs:["delete" "create"]}""", """{APIGroups:[""], Resources:["secrets"], Verbs:["get" "delete" "create"]}"""],
            RuleCoverage.Missing([asked], [ReadPods]).Select(RuleCoverage.Text));
    }

    [Fact]
    public void Missing_PartsOfOneRule_MayBeHeldInSeveral() => Assert.Empty(RuleCoverage.Missing(
        [new PolicyRule(["get", "watch"], ["", "apps"], ["pods"], [], [])],
        [new PolicyRule(["get"], ["*"], ["*"], [], []), new PolicyRule(["watch"], ["", "apps"], ["pods"], [], [])]));

    [Theory]
    [InlineData("a", true)]
    [InlineData("b", false)]
    public void Missing_OfNamedObjects_NeedsTheName(string name, bool isHeld) => Assert.Equal(isHeld, RuleCoverage.Missing(
        [new PolicyRule(["get"], [""], ["secrets"], [name], [])], [new PolicyRule(["get"], [""], ["secrets"], ["a"], [])]).Count == 0);

    [Fact]
    public void Missing_AllNamesWhereOneIsHeld_IsMissing() => Assert.Single(RuleCoverage.Missing(
        [new PolicyRule(["get"], [""], ["secrets"], [], [])], [new PolicyRule(["get"], [""], ["secrets"], ["a"], [])]));

    [Theory]
    [InlineData("/healthz/etcd", true)]
    [InlineData("/metrics", false)]
    public void Missing_Paths_AreHeldByPrefix(string path, bool isHeld) => Assert.Equal(isHeld, RuleCoverage.Missing(
        [new PolicyRule(["get"], [], [], [], [path])], [new PolicyRule(["get"], [], [], [], ["/healthz/*"])]).Count == 0);

    [Fact]
    public void Missing_SubresourceOfAny_IsHeldByAStar() => Assert.Empty(RuleCoverage.Missing(
        [new PolicyRule(["update"], ["apps"], ["deployments/scale"], [], [])], [new PolicyRule(["update"], ["apps"], ["*/scale"], [], [])]));
}
