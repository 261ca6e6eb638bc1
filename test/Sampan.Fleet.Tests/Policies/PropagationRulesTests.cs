using Sampan.Fleet.Policies;

namespace Sampan.Fleet.Tests.Policies;

public sealed class PropagationRulesTests
{
    private const string NamedWeb = "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}]";
    private const string ClaimedByFirst = "'labels':{'propagationpolicy.karmada.io/permanent-id':'x'},'annotations':{'propagationpolicy.karmada.io/name':'first','propagationpolicy.karmada.io/namespace':'shop'}";
    private static readonly Policy First = Policy.Of(Samples.Policy("first", NamedWeb));
    private static readonly Policy Urgent = Policy.Of(Samples.Policy("urgent", NamedWeb + ",'priority':9"));
    private static readonly Policy Everywhere = Policy.Of(Samples.Policy("everywhere", NamedWeb + ",'priority':99", kind: "ClusterPropagationPolicy"));

    [Fact]
    public void Decide_BothKindsSelect_NamespacedWins()
    {
        var decision = PropagationRules.Decide(Samples.Deployment(), [Everywhere, First], _ => true);

        Assert.Equal(First, Assert.IsType<PropagationDecision.Apply>(decision).Policy);
    }

    [Fact]
    public void Decide_Claimed_StaysWithItsPolicy()
    {
        var decision = PropagationRules.Decide(Samples.Deployment(ClaimedByFirst), [Urgent, First], _ => true);

        Assert.Equal(new PropagationDecision.Apply(First, IsNew: false), decision);
    }

    [Fact]
    public void Decide_ClaimingPolicyGone_Unclaims() =>
        Assert.IsType<PropagationDecision.Unclaim>(PropagationRules.Decide(Samples.Deployment(ClaimedByFirst), [Urgent], _ => true));

    [Fact]
    public void Decide_MissingDependentOverride_Retries()
    {
        var dependent = Policy.Of(Samples.Policy("a", NamedWeb + ",'dependentOverrides':['o']"));

        Assert.IsType<PropagationDecision.Retry>(PropagationRules.Decide(Samples.Deployment(), [dependent], name => name.Name != "o"));
    }

    [Fact]
    public void Decide_NoPolicy_Waits() => Assert.IsType<PropagationDecision.Wait>(PropagationRules.Decide(Samples.Deployment(), [], _ => true));

    [Fact]
    public void Takes_HigherPriority_PreemptsOnlyWhenAllowed()
    {
        var preempting = Policy.Of(Samples.Policy("urgent", "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web','namespace':'shop'}],'priority':9,'preemption':'Always'"));
        var template = Samples.Deployment(ClaimedByFirst);

        Assert.True(Preemption.Takes(preempting, template, [First, preempting]));
        Assert.False(Preemption.Takes(Urgent, template, [First, Urgent]));
        Assert.False(Preemption.Takes(preempting with { Priority = 0 }, template, [First, preempting]));
    }
}
