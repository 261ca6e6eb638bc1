using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Schedules;

namespace Sampan.Kubernetes.Tests.Schedules;

public sealed class CronScheduleTests
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
    [InlineData("* * * x *", "failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("*/0 * * * *", "step of range should be a positive number: */0")]
    [InlineData("-1 * * * *", "failed to parse int from : strconv.Atoi: parsing \"\": invalid syntax")]
    [InlineData("", "empty spec string")]
    [InlineData("* *", "expected exactly 5 fields, found 2: [* *]")]
    [InlineData("@sometimes", "unrecognized descriptor: @sometimes")]
    public void Parse_NoSchedule_SaysWhy(string schedule, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc)).Message);
}
