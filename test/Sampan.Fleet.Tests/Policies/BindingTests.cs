using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Policies;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Policies;

public sealed class BindingTests
{
    private static readonly Policy Source = Policy.Of(Samples.Policy("p", "'placement':{'clusterAffinity':{'clusterNames':['m1']}},'suspension':{'dispatching':true}", "'labels':{'propagationpolicy.karmada.io/permanent-id':'id-1'}"));
    private static readonly BindingBuilding Building = new(ResourceInterpreter.BuiltIn, _ => null);

    [Fact]
    public void Build_Deployment_CarriesReplicasRequestsAndClaim()
    {
        var template = Samples.Deployment(spec: "'template':{'spec':{'containers':[{'name':'c','resources':{'limits':{'cpu':'250m'}}}]}}");

        var binding = Building.Build(template, Source);

        Assert.Equal("web-deployment", binding["metadata"]!["name"]!.ToString());
        Assert.Equal(3, binding["spec"]!["replicas"]!.GetValue<int>());
        Assert.Equal("250m", binding["spec"]!["replicaRequirements"]!["resourceRequest"]!["cpu"]!.ToString());
        Assert.Equal("p", Claim.Of(KubernetesObject.From(binding).Metadata)!.Name);
    }

    [Fact]
    public void Merge_StoredBinding_KeepsScheduledClustersAndSchedulingSuspension()
    {
        var desired = Building.Build(Samples.Deployment(), Source with { Spec = default });
        var stored = Building.Build(Samples.Deployment(spec: "'paused':true"), Source);
        stored["spec"]!["clusters"] = new JsonArray(new JsonObject { ["name"] = "m1", ["replicas"] = 3 });
        stored["spec"]!["suspension"]!["scheduling"] = true;

        var merged = BindingMerging.Merge(KubernetesObject.From(stored), desired);

        Assert.Equal("m1", merged["spec"]!["clusters"]![0]!["name"]!.ToString());
        Assert.Equal("""{"scheduling":true}""", merged["spec"]!["suspension"]!.ToJsonString());
        Assert.Equal("{}", merged["spec"]!["placement"]!.ToJsonString());
    }

    [Fact]
    public void Merge_OtherOwner_Throws()
    {
        var stored = KubernetesObject.From(Building.Build(Samples.Deployment(), Source));
        var recreated = Samples.Object("{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'shop','uid':'u2'}}");

        Assert.Throws<PolicyException>(() => BindingMerging.Merge(stored, Building.Build(recreated, Source)));
    }
}
