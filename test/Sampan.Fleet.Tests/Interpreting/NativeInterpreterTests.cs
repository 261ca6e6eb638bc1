using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Interpreting.Native;

namespace Sampan.Fleet.Tests.Interpreting;

public sealed class NativeInterpreterTests
{
    private static readonly NativeInterpreter Interpreter = new(TimeProvider.System);

    [Fact]
    public void GetReplicas_JobWithFewerCompletions_CountsCompletions() =>
        Assert.Equal(2, Interpreter.GetReplicas(Samples.Object("{'apiVersion':'batch/v1','kind':'Job','spec':{'parallelism':5,'completions':2}}")).Replicas);

    [Fact]
    public void GetReplicas_LargeInitContainer_CountsInsteadOfTheSum()
    {
        var reading = Interpreter.GetReplicas(Samples.Object(
            "{'apiVersion':'v1','kind':'Pod','spec':{'initContainers':[{'resources':{'requests':{'memory':'4Gi'}}}],'containers':[{'resources':{'requests':{'memory':'1Gi','cpu':'1'}}},{'resources':{'requests':{'cpu':'500m'}}}]}}"));

        Assert.Equal("""{"resourceRequest":{"cpu":"1500m","memory":"4Gi"}}""", reading.Requirements!.ToJsonString());
    }

    [Fact]
    public void ReviseReplica_TemplateWithoutReplicas_StaysWithout()
    {
        var draft = Samples.Object("{'apiVersion':'apps/v1','kind':'Deployment','spec':{}}").ToDraft();

        Assert.Equal("{}", Interpreter.ReviseReplica(draft, 4)["spec"]!.ToJsonString());
    }

    [Fact]
    public void GetDependencies_StatefulSet_LeavesOutItsOwnClaims()
    {
        var dependencies = Interpreter.GetDependencies(Samples.Object(
            "{'apiVersion':'apps/v1','kind':'StatefulSet','metadata':{'namespace':'n'},'spec':{'volumeClaimTemplates':[{'metadata':{'name':'data'}}],'template':{'spec':{'serviceAccountName':'robot','volumes':[{'persistentVolumeClaim':{'claimName':'data'}},{'configMap':{'name':'c'}}],'containers':[{'envFrom':[{'secretRef':{'name':'s'}}]}]}}}}"));

        Assert.Equal(["ConfigMap c", "Secret s", "ServiceAccount robot"], dependencies.Select(dependency => $"{dependency.Kind} {dependency.Name}"));
    }

    [Fact]
    public void Retain_Service_KeepsItsAddress()
    {
        var desired = Samples.Object("{'apiVersion':'v1','kind':'Service','spec':{'type':'ClusterIP'}}").ToDraft();
        var observed = Samples.Object("{'apiVersion':'v1','kind':'Service','spec':{'clusterIP':'10.0.0.9'}}");

        Assert.Equal("10.0.0.9", Interpreter.Retain(desired, observed)["spec"]!["clusterIP"]!.ToString());
    }

    [Fact]
    public void ReflectStatus_Deployment_AddsGenerations()
    {
        var status = Interpreter.ReflectStatus(Samples.Object(
            "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'generation':4,'annotations':{'resourcetemplate.karmada.io/generation':'7'}},'status':{'replicas':2,'readyReplicas':0,'conditions':[{'type':'x'}]}}"));

        Assert.Equal("""{"generation":4,"resourceTemplateGeneration":7,"replicas":2}""", status!.ToJsonString());
    }

    [Theory]
    [InlineData(3, 3, 3, true)]
    [InlineData(2, 3, 3, false)]
    [InlineData(3, 2, 3, false)]
    [InlineData(3, 3, 2, false)]
    public void InterpretHealth_Deployment_NeedsAllUpdatedAndAvailableAndObserved(int updated, int available, int observedGeneration, bool healthy) =>
        Assert.Equal(healthy, Interpreter.InterpretHealth(Samples.Object(
            $"{{'apiVersion':'apps/v1','kind':'Deployment','metadata':{{'generation':3}},'spec':{{'replicas':3}},'status':{{'observedGeneration':{observedGeneration},'updatedReplicas':{updated},'availableReplicas':{available}}}}}")));

    [Fact]
    public void InterpretHealth_UnknownKind_Throws() =>
        Assert.Throws<InterpretationException>(() => Interpreter.InterpretHealth(Samples.Object("{'apiVersion':'v1','kind':'ConfigMap'}")));
}
