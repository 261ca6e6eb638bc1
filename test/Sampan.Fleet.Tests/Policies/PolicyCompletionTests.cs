using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Policies;

public sealed class PolicyCompletionTests
{
    [Fact]
    public void Complete_NewPolicy_GetsIdFinalizerAndDefaults()
    {
        var policy = Samples.Policy("p", "'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment'}],'placement':{'spreadConstraints':[{'maxGroups':2}],'replicaScheduling':{}}");

        var completed = PolicyCompletion.Complete(policy, () => "id-1")!;

        Assert.Equal("id-1", completed["metadata"]!["labels"]!["propagationpolicy.karmada.io/permanent-id"]!.ToString());
        Assert.Equal("karmada.io/propagation-policy-controller", completed["metadata"]!["finalizers"]![0]!.ToString());
        Assert.Equal("shop", completed["spec"]!["resourceSelectors"]![0]!["namespace"]!.ToString());
        Assert.Equal("""{"maxGroups":2,"spreadByField":"cluster","minGroups":1}""", completed["spec"]!["placement"]!["spreadConstraints"]![0]!.ToJsonString());
        Assert.Equal("Weighted", completed["spec"]!["placement"]!["replicaScheduling"]!["replicaDivisionPreference"]!.ToString());
    }

    [Fact]
    public void Complete_CompletedPolicy_HasNothingToDo()
    {
        var completed = PolicyCompletion.Complete(Samples.Policy("p", "'resourceSelectors':[{'apiVersion':'v1','kind':'Secret'}]", kind: "ClusterPropagationPolicy"), () => "id-1")!;

        Assert.Null(PolicyCompletion.Complete(KubernetesObject.From(completed), () => "id-2"));
    }
}
