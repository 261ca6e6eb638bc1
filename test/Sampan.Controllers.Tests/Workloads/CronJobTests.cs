using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Controllers.Workloads.CronJobs;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class CronJobTests
{
    [Theory]
    [InlineData("*/15 * * * *", "2026-03-01T10:07:30Z", "2026-03-01T10:15:00Z")]
    [InlineData("0 9-17/4 * * mon-fri", "2026-03-06T17:00:00Z", "2026-03-09T09:00:00Z")]
    [InlineData("30 2 13 * 5", "2026-03-01T00:00:00Z", "2026-03-06T02:30:00Z")]
    [InlineData("0 0 29 feb ?", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("@weekly", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("59 23 31 2 *", "2026-03-01T00:00:00Z", null)]
    public void Next_IsTheFirstTimeAfter(string schedule, string after, string? expected) =>
        Assert.Equal(KubernetesTime.Parse(expected), CronSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(KubernetesTime.Parse(after)!.Value));

    [Theory]
    [InlineData("60 * * * *", "end of range (60) above maximum (59): 60")]
    [InlineData("* * * x *", "failed to parse int from x")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("@sometimes", "unrecognized descriptor: @sometimes")]
    public void Parse_NoSchedule_SaysWhy(string schedule, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc)).Message);

    [Fact]
    public async Task Due_StartsOneJob_AndNotesIt()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 0, 30, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0, time: time);
        await cluster.CreateAsync(WellKnownTypes.CronJobs, Manifest("*/5 * * * *"));
        await cluster.UntilAllAsync(WellKnownTypes.CronJobs, all => all.Count == 1);

        time.Advance(TimeSpan.FromMinutes(11));
        await cluster.PatchAsync(WellKnownTypes.CronJobs, "pi", """{"metadata":{"labels":{"seen":"true"}}}""");

        var cronJob = await cluster.UntilAsync(WellKnownTypes.CronJobs, "pi", root => root.Member("status")?.Items("active").Any() == true);
        var job = Assert.Single(await cluster.UntilAllAsync(WellKnownTypes.Jobs, all => all.Count > 0));
        Assert.Equal("2026-03-01T10:10:00Z", cronJob.Root.Member("status")!.Value.String("lastScheduleTime"));
        Assert.Equal("pi-29539330", job.Metadata.Name);
        Assert.Equal("2026-03-01T10:10:00Z", job.Metadata.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);
        Assert.Equal(cronJob.Metadata.Uid, job.Metadata.Controller!.Uid);
    }

    [Fact]
    public async Task NeverDue_IsReported()
    {
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0);
        await cluster.CreateAsync(WellKnownTypes.CronJobs, Manifest("59 23 31 2 *"));

        var reported = await cluster.UntilAllAsync(WellKnownTypes.Events, all => all.Any(one => one.Root.String("reason") == "InvalidSchedule"));

        Assert.Contains(reported, one => one.Root.String("message") == "invalid schedule: 59 23 31 2 * : time difference between two schedules is less than 1 second");
    }

    private static string Manifest(string schedule) => $$"""
        {
          "apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "pi", "namespace": "default"},
          "spec": {
            "schedule": "{{schedule}}",
            "jobTemplate": {"spec": {"template": {"spec": {"restartPolicy": "Never", "containers": [{"name": "main", "image": "perl"}] } } } }
          }
        }
        """;
}
