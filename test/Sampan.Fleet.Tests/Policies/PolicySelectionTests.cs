using Sampan.Fleet.Policies;

namespace Sampan.Fleet.Tests.Policies;

public sealed class PolicySelectionTests
{
    private const string AnyDeployment = "{'apiVersion':'apps/v1','kind':'Deployment'}";
    private const string NamedWeb = "{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}";
    private const string LabelledWeb = "{'apiVersion':'apps/v1','kind':'Deployment','labelSelector':{'matchLabels':{'app':'web'}}}";

    [Theory]
    [InlineData(AnyDeployment, NamedWeb, "b")]
    [InlineData(LabelledWeb, AnyDeployment, "a")]
    [InlineData(LabelledWeb, NamedWeb, "b")]
    [InlineData(NamedWeb, NamedWeb, "a")]
    public void Best_EqualPriorities_MoreExactSelectorThenFirstNameWins(string selectorOfA, string selectorOfB, string winner)
    {
        var policies = new[] { Read("b", selectorOfB), Read("a", selectorOfA) };

        Assert.Equal(winner, PolicySelection.Best(policies, Samples.Deployment("'labels':{'app':'web'}"))!.Name);
    }

    [Fact]
    public void Best_HigherExplicitPriority_BeatsMoreExactSelector() =>
        Assert.Equal("b", PolicySelection.Best([Read("a", NamedWeb), Read("b", AnyDeployment, ",'priority':1")], Samples.Deployment())!.Name);

    [Fact]
    public void Best_PolicyBeingDeleted_DoesNotCompete()
    {
        var deleting = Policy.Of(Samples.Policy("a", $"'resourceSelectors':[{NamedWeb}]", "'deletionTimestamp':'2026-01-01T00:00:00Z'"));

        Assert.Null(PolicySelection.Best([deleting], Samples.Deployment()));
    }

    [Fact]
    public void Best_InvalidLabelSelector_SelectsNothing() =>
        Assert.Null(PolicySelection.Best([Read("a", "{'apiVersion':'apps/v1','kind':'Deployment','labelSelector':{'matchLabels':{'app':'not a label'}}}")], Samples.Deployment("'labels':{'app':'not a label'}")));

    private static Policy Read(string name, string selector, string more = "") => Policy.Of(Samples.Policy(name, $"'resourceSelectors':[{selector}]{more}"));
}
