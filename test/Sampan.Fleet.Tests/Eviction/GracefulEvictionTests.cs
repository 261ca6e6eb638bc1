using Microsoft.Extensions.Time.Testing;
using Sampan.Fleet.Eviction;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Eviction;

public sealed class GracefulEvictionTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Assess_NewTask_StartsNowAndIsLookedAtAgainAfterTheTimeout()
    {
        var assessment = Assess("{'fromCluster':'a'}", "Unknown");

        Assert.Equal("2026-03-01T12:00:00Z", assessment.Kept[0]!["creationTimestamp"]!.ToString());
        Assert.Equal(TimeSpan.FromMinutes(10), assessment.RetryAfter);
    }

    [Theory]
    [InlineData("'gracePeriodSeconds':60", "Unknown", true)]
    [InlineData("'gracePeriodSeconds':61", "Unknown", false)]
    [InlineData("'gracePeriodSeconds':600", "Healthy", true)]
    [InlineData("'suppressDeletion':true", "Healthy", false)]
    [InlineData("'suppressDeletion':false", "Unknown", true)]
    public void Assess_TaskOfOneMinute_EndsByHealthTimeOrWord(string task, string health, bool evicted)
    {
        var assessment = Assess("{'fromCluster':'a','creationTimestamp':'2026-03-01T11:59:00Z'," + task + "}", health);

        Assert.Equal(evicted ? ["a"] : [], assessment.Evicted);
    }

    private EvictionAssessment Assess(string task, string health)
    {
        KubernetesObject binding = Samples.Object(
            "{'metadata':{'generation':2},'spec':{'clusters':[{'name':'b'}],'gracefulEvictionTasks':[" + task + "]},"
            + "'status':{'schedulerObservedGeneration':2,'aggregatedStatus':[{'clusterName':'b','health':'" + health + "'}]}}");
        return GracefulEviction.Assess(binding, GracefulEviction.DefaultTimeout, _clock);
    }
}
