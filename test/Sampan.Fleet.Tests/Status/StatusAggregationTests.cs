using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Fleet.Status;

namespace Sampan.Fleet.Tests.Status;

public sealed class StatusAggregationTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Aggregate_DeploymentThatOneMemberHasNotObserved_KeepsTheObservedGeneration()
    {
        var template = Samples.Deployment("'generation':4");

        var status = StatusAggregation.Aggregate(
            template,
            Items("{'status':{'replicas':2,'generation':1,'observedGeneration':1,'resourceTemplateGeneration':4}}", "{'status':{'replicas':1,'generation':2,'observedGeneration':1}}"),
            Clock)!;

        Assert.Equal("""{"replicas":3}""", status.ToJsonString());
    }

    [Fact]
    public void Aggregate_UnchangedDeployment_IsNull() =>
        Assert.Null(StatusAggregation.Aggregate(Samples.Deployment(), Items("{'clusterName':'a'}"), Clock));

    [Fact]
    public void Aggregate_JobThatFailedOnOneMember_IsFailedNow()
    {
        var job = Samples.Object("{'apiVersion':'batch/v1','kind':'Job','metadata':{'name':'j'}}");

        var status = StatusAggregation.Aggregate(
            job,
            Items("{'clusterName':'a','status':{'succeeded':1}}", "{'clusterName':'b','status':{'conditions':[{'type':'Failed','status':'True'}]}}"),
            Clock)!;

        Assert.Equal("Job executed failed in member clusters b", status["conditions"]![0]!["message"]!.ToString());
        Assert.Equal("2026-03-01T12:00:00Z", status["conditions"]![0]!["lastTransitionTime"]!.ToString());
    }

    [Fact]
    public void Aggregate_LoadBalancers_AreDistinctWithHostnamesFirst()
    {
        var service = Samples.Object("{'apiVersion':'v1','kind':'Service','metadata':{'name':'s'},'spec':{'type':'LoadBalancer'}}");
        const string status = "{'status':{'loadBalancer':{'ingress':[{'ip':'10.0.0.2'},{'hostname':'a'},{'ip':'10.0.0.1'}]}}}";

        var aggregated = StatusAggregation.Aggregate(service, Items(status, status), Clock)!;

        Assert.Equal("""{"loadBalancer":{"ingress":[{"hostname":"a"},{"ip":"10.0.0.1"},{"ip":"10.0.0.2"}]}}""", aggregated.ToJsonString());
    }

    private static JsonElement[] Items(params string[] items) => [.. items.Select(item => JsonElement.Parse(item.Replace('\'', '"')))];
}
