using Microsoft.Extensions.Time.Testing;
using Sampan.Controllers.Tests.Fakes;
using Sampan.Controllers.Workloads.CronJobs;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schedules;

namespace Sampan.Controllers.Tests.Workloads;

public sealed class CronJobTests
{
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
    public async Task Every_StartsAtAConstantDelayFromTheLastTime()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 10, 0, 30, TimeSpan.Zero));
        await using var cluster = await ClusterFixture.StartAsync(nodes: 0, time: time);
        await cluster.CreateAsync(WellKnownTypes.CronJobs, Manifest("@every 7m"));
        await cluster.UntilAllAsync(WellKnownTypes.CronJobs, all => all.Count == 1);

        await Started(TimeSpan.FromMinutes(7), "2026-03-01T10:07:30Z");
        await Started(TimeSpan.FromMinutes(7), "2026-03-01T10:14:30Z");

        // Of a long absence the last time alone is made up for, on the same beat.
        await Started(TimeSpan.FromMinutes(30), "2026-03-01T10:42:30Z");
        await cluster.UntilAllAsync(WellKnownTypes.Jobs, all => all.Count == 3);

        async Task Started(TimeSpan passed, string due)
        {
            time.Advance(passed);
            await cluster.PatchAsync(WellKnownTypes.CronJobs, "pi", $$"""{"metadata":{"labels":{"seen":"at-{{passed.Ticks}}"} } }""");
            await cluster.UntilAsync(WellKnownTypes.CronJobs, "pi", root => root.Member("status")?.String("lastScheduleTime") == due);
        }
    }

    [Theory]
    [InlineData("@every 7m", "", "2026-03-01T10:05:10Z", null, "2026-03-01T10:07:30Z")]
    [InlineData("@every 7m", "", "2026-03-01T10:07:30Z", "2026-03-01T10:07:30Z", "2026-03-01T10:14:30Z")]
    [InlineData("@every 7m", "", "2026-03-01T10:30:00Z", "2026-03-01T10:28:30Z", "2026-03-01T10:35:30Z")]
    [InlineData("@every 7m", "\"startingDeadlineSeconds\":60,", "2026-03-01T10:05:10Z", null, "2026-03-01T10:07:30Z")]
    [InlineData("*/5 * * * *", "", "2026-03-01T10:12:00Z", "2026-03-01T10:10:00Z", "2026-03-01T10:15:00Z")]
    public void DueTime_CountsFromTheLastOne(string schedule, string more, string now, string? due, string next)
    {
        var cronJob = new CronJobState(Drafts.Parse($$"""{"metadata":{"name":"pi","creationTimestamp":"2026-03-01T10:00:30Z"},"spec":{ {{more}}"schedule":"{{schedule}}"} }"""));
        var parsed = CronSchedule.Parse(schedule, TimeZoneInfo.Utc);
        var at = KubernetesTime.Parse(now)!.Value;

        Assert.Equal((KubernetesTime.Parse(due), KubernetesTime.Parse(next)), (DueTime.Of(cronJob, parsed, at).Time, DueTime.NextOf(cronJob, parsed, at)));
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
