using Microsoft.Extensions.Time.Testing;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Status;

public sealed class BindingStatusAggregationTests
{
    private const string Id = "'labels':{'resourcebinding.karmada.io/permanent-id':'i'}";

    private static readonly KubernetesObject Binding = Samples.Object(
        "{'kind':'ResourceBinding','metadata':{'name':'b'," + Id + "},'spec':{'resource':{'apiVersion':'v1','kind':'ConfigMap','name':'c'},'clusters':[{'name':'a'},{'name':'b'}]}}");

    [Fact]
    public void Aggregate_EveryWorkApplied_IsFullyApplied()
    {
        var status = BindingStatusAggregation.Aggregate(Binding, [Work("b", "True"), Work("a", "True")], new FakeTimeProvider());

        Assert.Equal(["a", "b"], status.AggregatedStatus.Select(item => item!["clusterName"]!.ToString()));
        Assert.Equal("FullyAppliedSuccess", status.Conditions[0]!["reason"]!.ToString());
    }

    [Fact]
    public void Aggregate_OneWorkMissing_IsNotFullyApplied()
    {
        var status = BindingStatusAggregation.Aggregate(Binding, [Work("a", "True")], new FakeTimeProvider());

        Assert.Equal("False", status.Conditions[0]!["status"]!.ToString());
    }

    [Fact]
    public void Aggregate_WorkWithAnotherManifest_Throws()
    {
        var work = Samples.Object("{'kind':'Work','metadata':{'namespace':'karmada-es-a'," + Id + "},'spec':{'workload':{'manifests':[{'kind':'Secret'}]}}}");

        Assert.Throws<InvalidDataException>(() => BindingStatusAggregation.Aggregate(Binding, [work], new FakeTimeProvider()));
    }

    private static KubernetesObject Work(string cluster, string applied) => Samples.Object(
        "{'kind':'Work','metadata':{'namespace':'karmada-es-" + cluster + "'," + Id + "},"
        + "'spec':{'workload':{'manifests':[{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'c'}}]}},"
        + "'status':{'conditions':[{'type':'Applied','status':'" + applied + "'}]}}");
}
