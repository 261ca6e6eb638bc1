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
    [InlineData("@every 90m", "2026-03-01T10:07:30.7Z", "2026-03-01T11:37:30Z")]
    [InlineData("@every 1h0.5m1999ms", "2026-03-01T00:00:00Z", "2026-03-01T01:00:31Z")]
    [InlineData("@every 10ms", "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z")]
    [InlineData("@every -5h", "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z")]
    [InlineData("@every 0", "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z")]
    [InlineData("@every +2\u00b5s", "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z")]
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
    [InlineData("@every", "unrecognized descriptor: @every")]
    [InlineData("@every 5", "failed to parse duration @every 5: time: missing unit in duration \"5\"")]
    [InlineData("@every 5d", "failed to parse duration @every 5d: time: unknown unit \"d\" in duration \"5d\"")]
    [InlineData("@every  5m", "failed to parse duration @every  5m: time: invalid duration \" 5m\"")]
    [InlineData("@every 1.2.3s", "failed to parse duration @every 1.2.3s: time: invalid duration \"1.2.3s\"")]
    [InlineData("@every 2562048h", "failed to parse duration @every 2562048h: time: invalid duration \"2562048h\"")]
    public void Parse_NoSchedule_SaysWhy(string schedule, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc)).Message);
}
