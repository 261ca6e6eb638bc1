using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sampan.Fleet.Autoscaling;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Autoscaling;

public sealed class FederatedAutoscalerTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(100, 4, AutoscalingBranch.Metrics)]
    [InlineData(200, 8, AutoscalingBranch.Metrics)]
    [InlineData(105, 4, AutoscalingBranch.Metrics)]
    public void Decide_UsageAgainstTarget_ScalesInProportionBeyondTheTolerance(long usage, int expected, AutoscalingBranch branch)
    {
        var decision = Decide(usage, template: 4, members: 4);

        Assert.Equal((branch, expected), (decision.Branch, decision.DesiredReplicas));
    }

    [Fact]
    public void Decide_MembersRunTwiceTheTemplate_CountsTheTemplatesReplicas() =>
        Assert.Equal(4, Decide(200, template: 2, members: 4).DesiredReplicas);

    [Fact]
    public void Decide_ScaleDown_WaitsForOlderRecommendations()
    {
        var history = new ScaleHistory { Recommendations = [new Recommendation(4, _clock.GetUtcNow().AddMinutes(-2))] };

        var decision = Decide(25, template: 4, members: 4, history);

        Assert.Equal((1, 4, false), (decision.MetricProposal!.Value, decision.DesiredReplicas, decision.Rescale));
        Assert.Contains(decision.Conditions, condition => condition.Reason == "ScaleDownStabilized");
        Assert.Equal([4, 1], decision.History.Recommendations.Select(recommendation => recommendation.Replicas));
    }

    [Fact]
    public void Decide_NoMetrics_LeavesTheReplicasAndSaysWhy()
    {
        var decision = Decide(null, template: 4, members: 4);

        Assert.Equal((4, false), (decision.DesiredReplicas, decision.Rescale));
        Assert.Equal(
            "invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: none",
            decision.MetricsError);
    }

    [Fact]
    public void Decide_NothingRuns_IsLeftAlone() => Assert.Equal(AutoscalingBranch.ScalingDisabled, Decide(100, template: 0, members: 0).Branch);

    private AutoscalingDecision Decide(long? milliCpu, int template, int members, ScaleHistory? history = null) => FederatedAutoscaler.Decide(
        new AutoscalingInput
        {
            Autoscaler = Samples.Object(
                "{'spec':{'minReplicas':1,'maxReplicas':20,'metrics':[{'type':'Resource','resource':{'name':'cpu','target':{'type':'AverageValue','averageValue':'100m'}}}]}}"),
            TemplateReplicas = template,
            MembersSpecReplicas = members,
            MembersStatusReplicas = members,
            Pods = [.. Enumerable.Range(0, members).Select(Pod)],
            Metrics = new Metrics(milliCpu, members, _clock.GetUtcNow()),
            History = history ?? ScaleHistory.Empty,
        },
        _clock);

    private static KubernetesObject Pod(int i) => Samples.Object(
        "{'metadata':{'name':'p" + i.ToString(CultureInfo.InvariantCulture) + "'},'status':{'phase':'Running','startTime':'2026-03-01T10:00:00Z',"
        + "'conditions':[{'type':'Ready','status':'True','lastTransitionTime':'2026-03-01T10:01:00Z'}]}}");

    private sealed class Metrics(long? milliCpu, int pods, DateTimeOffset now) : IMetricsSource
    {
        public IReadOnlyDictionary<string, PodMetric> ResourceUsage(string resource, string container) => milliCpu is { } value
            ? Enumerable.Range(0, pods).ToDictionary(i => $"p{i}", _ => new PodMetric(value, now, TimeSpan.FromSeconds(30)))
            : throw new MetricsException("none");

        public IReadOnlyDictionary<string, PodMetric> PodsMetric(string metric, JsonElement? selector) => throw new MetricsException("none");

        public long ObjectMetric(string metric, JsonElement describedObject, JsonElement? selector) => throw new MetricsException("none");
    }
}
