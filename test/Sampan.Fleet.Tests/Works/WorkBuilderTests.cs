using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Overrides;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Fleet.Tests.Works;

public sealed class WorkBuilderTests
{
    private static readonly MemberCluster[] Fleet = [new() { Name = "a" }, new() { Name = "b" }];

    [Fact]
    public void Build_Deployment_HasTheMembersReplicasAndNothingOfTheHub()
    {
        var template = Samples.Deployment("'resourceVersion':'7','generation':2,'finalizers':['x']", "'paused':true");

        var builds = WorkBuilder.Build(template, Binding("'replicas':3,'clusters':[{'name':'a','replicas':1},{'name':'b','replicas':2}]"), Fleet, [], ResourceInterpreter.BuiltIn);

        Assert.Equal(["a", "b"], builds.Select(build => build.Cluster));
        var manifest = builds[1].Work!["spec"]!["workload"]!["manifests"]![0]!;
        Assert.Equal(2, manifest["spec"]!["replicas"]!.GetValue<long>());
        Assert.Equal(["name", "namespace", "labels", "annotations"], manifest["metadata"]!.AsObject().Select(member => member.Key));
        Assert.Equal("2", manifest["metadata"]!["annotations"]!["resourcetemplate.karmada.io/generation"]!.ToString());
        Assert.Equal("karmada-es-b", builds[1].Work!["metadata"]!["namespace"]!.ToString());
    }

    [Fact]
    public void Build_DividedJob_DividesCompletionsByReplicas()
    {
        var job = Samples.Object("{'apiVersion':'batch/v1','kind':'Job','metadata':{'name':'j','namespace':'shop'},'spec':{'completions':10,'parallelism':5}}");
        var binding = Binding(
            "'replicas':5,'placement':{'replicaScheduling':{'replicaSchedulingType':'Divided'}},'clusters':[{'name':'a','replicas':1},{'name':'b','replicas':4}]");

        var builds = WorkBuilder.Build(job, binding, Fleet, [], ResourceInterpreter.BuiltIn);

        Assert.Equal([2, 8], builds.Select(build => build.Work!["spec"]!["workload"]!["manifests"]![0]!["spec"]!["completions"]!.GetValue<int>()));
    }

    [Fact]
    public void Build_OneOverrideFails_TheOtherMemberStillGetsItsWork()
    {
        var policy = OverridePolicy.Of(Samples.Object(
            "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'OverridePolicy','metadata':{'name':'o','namespace':'shop'},'spec':{'overrideRules':["
            + "{'targetCluster':{'clusterNames':['a']},'overriders':{'plaintext':[{'path':'/spec/nothing/here','operator':'replace','value':1}]}}]}}"));

        var builds = WorkBuilder.Build(Samples.Deployment(), Binding("'clusters':[{'name':'a'},{'name':'b'}]"), Fleet, [policy], ResourceInterpreter.BuiltIn);

        Assert.NotNull(builds[0].Error);
        Assert.Null(builds[0].Work);
        Assert.NotNull(builds[1].Work);
    }

    private static KubernetesObject Binding(string spec) => Samples.Object(
        "{'apiVersion':'work.karmada.io/v1alpha2','kind':'ResourceBinding','metadata':{'name':'web-deployment','namespace':'shop'},'spec':{" + spec + "}}");
}
