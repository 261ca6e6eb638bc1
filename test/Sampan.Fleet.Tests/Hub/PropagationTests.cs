using Sampan.Fleet.Api;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Hub;

public sealed class PropagationTests
{
    private static readonly NamespacedName Web = new("shop", "web");

    [Fact]
    public async Task Deployment_WithStaticWeights_IsDividedOverriddenReportedAndRemoved()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.CreateAsync(WellKnownTypes.Namespaces, "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'shop'}}");
        await fleet.CreateAsync(FleetTypes.OverridePolicies,
            "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'OverridePolicy','metadata':{'name':'mirror','namespace':'shop'},'spec':{'overrideRules':[{'targetCluster':{'clusterNames':['m2']},'overriders':{'imageOverrider':[{'component':'Registry','operator':'replace','value':'mirror.example.org'}]}}]}}");
        await fleet.CreateAsync(FleetTypes.PropagationPolicies,
            "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'PropagationPolicy','metadata':{'name':'two-to-one','namespace':'shop'},'spec':{'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment','name':'web'}],'placement':{'clusterAffinity':{'clusterNames':['m1','m2']},'replicaScheduling':{'replicaSchedulingType':'Divided','replicaDivisionPreference':'Weighted','weightPreference':{'staticWeightList':[{'targetCluster':{'clusterNames':['m1']},'weight':2},{'targetCluster':{'clusterNames':['m2']},'weight':1}]}}}}}");
        await fleet.CreateAsync(WellKnownTypes.Deployments,
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'shop'},'spec':{'replicas':6,'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'web','image':'nginx:1.27'}]}}}}");

        var onFirst = await Fleet.UntilAsync(fleet.Member("m1"), WellKnownTypes.Deployments, Web, deployment => Replicas(deployment) == 4);
        var onSecond = await Fleet.UntilAsync(fleet.Member("m2"), WellKnownTypes.Deployments, Web, deployment => Replicas(deployment) == 2);
        Assert.Equal("nginx:1.27", Image(onFirst));
        Assert.Equal("mirror.example.org/nginx:1.27", Image(onSecond));

        await ReportAsync(fleet.Member("m1"), onFirst, 4);
        await ReportAsync(fleet.Member("m2"), onSecond, 1);
        await Fleet.UntilAsync(fleet.Hub, WellKnownTypes.Deployments, Web, deployment =>
            deployment.Root.Member("status")?.Integer("readyReplicas") == 5 && deployment.Root.Member("status")?.Integer("replicas") == 6);
        await Fleet.UntilAsync(fleet.Hub, FleetTypes.ResourceBindings, new NamespacedName("shop", "web-deployment"), binding =>
            Condition(binding, "Scheduled") == "True" && Condition(binding, "FullyApplied") == "True");

        await fleet.Hub.DeleteAsync(WellKnownTypes.Deployments, Web, DeleteOptions.Default, TestContext.Current.CancellationToken);
        await Fleet.UntilGoneAsync(fleet.Member("m1"), WellKnownTypes.Deployments, Web);
        await Fleet.UntilGoneAsync(fleet.Member("m2"), WellKnownTypes.Deployments, Web);
        await Fleet.UntilGoneAsync(fleet.Hub, FleetTypes.ResourceBindings, new NamespacedName("shop", "web-deployment"));
    }

    [Fact]
    public async Task Scheduling_WhoseReportCollides_IsReportedAllTheSame()
    {
        ContestedCluster? contested = null;
        await using var fleet = await Fleet.StartAsync(hub => contested = new ContestedCluster(hub));
        await fleet.CreateAsync(WellKnownTypes.Namespaces, "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'shop'}}");
        await fleet.CreateAsync(WellKnownTypes.Deployments,
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'shop'},'spec':{'replicas':2,'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},'spec':{'containers':[{'name':'web','image':'nginx:1.27'}]}}}}");
        await fleet.CreateAsync(FleetTypes.PropagationPolicies,
            "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'PropagationPolicy','metadata':{'name':'divided','namespace':'shop'},'spec':{'resourceSelectors':[{'apiVersion':'apps/v1','kind':'Deployment'}],'placement':{'replicaScheduling':{'replicaSchedulingType':'Divided','replicaDivisionPreference':'Weighted'}}}}");

        var binding = await Fleet.UntilAsync(fleet.Hub, FleetTypes.ResourceBindings, new NamespacedName("shop", "web-deployment"), binding => Condition(binding, "Scheduled") == "True");

        Assert.True(contested!.HasRefused);
        Assert.Equal(binding.Metadata.Generation, binding.Root.Member("status")?.Integer("schedulerObservedGeneration"));
    }

    [Fact]
    public async Task Policy_Deleted_FreesItsTemplateAndLeavesTheMembersAlone()
    {
        await using var fleet = await Fleet.StartAsync();
        var settings = new NamespacedName("shop", "settings");
        await fleet.CreateAsync(WellKnownTypes.Namespaces, "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'shop'}}");
        await fleet.CreateAsync(WellKnownTypes.ConfigMaps, "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'settings','namespace':'shop'},'data':{'a':'1'}}");
        await fleet.CreateAsync(FleetTypes.ClusterPropagationPolicies,
            "{'apiVersion':'policy.karmada.io/v1alpha1','kind':'ClusterPropagationPolicy','metadata':{'name':'everywhere'},'spec':{'resourceSelectors':[{'apiVersion':'v1','kind':'ConfigMap','namespace':'shop'}],'placement':{}}}");
        await Fleet.UntilAsync(fleet.Member("m1"), WellKnownTypes.ConfigMaps, settings, _ => true);
        await Fleet.UntilAsync(fleet.Member("m2"), WellKnownTypes.ConfigMaps, settings, _ => true);

        await fleet.Hub.DeleteAsync(FleetTypes.ClusterPropagationPolicies, NamespacedName.ClusterScoped("everywhere"), DeleteOptions.Default, TestContext.Current.CancellationToken);
        await Fleet.UntilGoneAsync(fleet.Hub, FleetTypes.ClusterPropagationPolicies, NamespacedName.ClusterScoped("everywhere"));

        var freed = await fleet.Hub.GetAsync(WellKnownTypes.ConfigMaps, settings, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(FleetLabels.ClusterPropagationPolicyId, freed.Metadata.Labels.Keys);
        Assert.Equal("1", (await fleet.Member("m1").GetAsync(WellKnownTypes.ConfigMaps, settings, TestContext.Current.CancellationToken)).Root.Member("data")?.String("a"));
    }

    private static async Task ReportAsync(ICluster member, KubernetesObject deployment, int ready)
    {
        var draft = deployment.ToDraft();
        draft["status"] = new System.Text.Json.Nodes.JsonObject
        {
            ["observedGeneration"] = deployment.Metadata.Generation,
            ["replicas"] = Replicas(deployment),
            ["updatedReplicas"] = Replicas(deployment),
            ["readyReplicas"] = ready,
            ["availableReplicas"] = ready,
        };
        await member.UpdateAsync(WellKnownTypes.Deployments, KubernetesObject.From(draft), new WriteOptions { Subresource = "status" }, TestContext.Current.CancellationToken);
    }

    private static long? Replicas(KubernetesObject deployment) => deployment.Root.Member("spec")?.Integer("replicas");

    private static string? Image(KubernetesObject deployment) =>
        deployment.Root.Member("spec", "template", "spec")!.Value.Items("containers").First().String("image");

    private static string? Condition(KubernetesObject binding, string type) => (binding.Root.Member("status") ?? default).Items("conditions")
        .Where(condition => condition.String("type") == type)
        .Select(condition => condition.String("status"))
        .FirstOrDefault();
}
