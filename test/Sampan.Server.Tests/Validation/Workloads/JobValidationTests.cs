namespace Sampan.Server.Tests.Validation.Workloads;

public sealed class JobValidationTests
{
    private const string Template = """ "template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]}} """;

    private static string Job(string part, string status = "{}") =>
        $"{{\"spec\":{{\"manualSelector\":true,\"selector\":{{\"matchLabels\":{{\"a\":\"b\"}}}},{Template}{(part.Length == 0 ? "" : ",")}{part}}},\"status\":{status}}}";

    [Theory]
    [InlineData(""" "maxFailedIndexes":1 """, "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified | spec.maxFailedIndexes: Invalid value: 1: requires indexed completion mode")]
    [InlineData(""" "completionMode":"Indexed","parallelism":100001 """, "spec.completions: Required value: when completion mode is Indexed | spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed")]
    [InlineData(""" "completionMode":"Indexed","completions":100001,"parallelism":1,"backoffLimitPerIndex":1 """, "spec.maxFailedIndexes: Required value: must be specified when completions is above 100000")]
    [InlineData(""" "managedBy":"robot" """, "spec.managedBy: Invalid value: \"robot\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData(""" "podReplacementPolicy":"Never" """, "spec.podReplacementPolicy: Unsupported value: \"Never\": supported values: \"Failed\", \"TerminatingOrFailed\"")]
    [InlineData(""" "successPolicy":{"rules":[{"succeededCount":1}]} """, "spec.successPolicy: Invalid value: {\"rules\":[{\"succeededCount\":1}]}: requires indexed completion mode")]
    [InlineData(""" "completionMode":"Indexed","completions":4,"successPolicy":{"rules":[{},{"succeededIndexes":"2-1"},{"succeededIndexes":"0,9"},{"succeededIndexes":"0-1,3","succeededCount":4}]} """, "spec.successPolicy.rules[0]: Required value: at least one of succeededCount or succeededIndexes must be specified | spec.successPolicy.rules[1].succeededIndexes: Invalid value: \"2-1\": error parsing succeededIndexes: non-increasing order, previous: 2, current: 1 | spec.successPolicy.rules[2].succeededIndexes: Invalid value: \"0,9\": error parsing succeededIndexes: too large index: \"9\" | spec.successPolicy.rules[3].succeededCount: Invalid value: 4: must be less than or equal to 3 (the number of indexes in the specified succeededIndexes field)")]
    [InlineData(""" "podFailurePolicy":{"rules":[{"action":"Ignore","onPodConditions":[{"type":""}]}]} """, "spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: \"\": name part must be non-empty | spec.podFailurePolicy.rules[0].onPodConditions[0].type: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData(""" "podFailurePolicy":{"rules":[{"action":"FailJob","onExitCodes":{"operator":"In","values":[3,1,1]}}]} """, "spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 1 | spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,1,1]: must be ordered")]
    public void Create_FaultySpec_IsReported(string part, string expected) => Assert.Equal(expected, Judged.Create("batch/v1", "Job", Job(part)));

    [Fact]
    public void Create_LabelsOtherThanTheServersOwn_AreReported() => Assert.Contains(
        "spec.template.metadata.labels[job-name]: Invalid value: \"y\": must be 'x'",
        Judged.Create("batch/v1", "Job", """{"metadata":{"name":"x","uid":"1"},"spec":{"selector":{"matchLabels":{"job-name":"y"}},"template":{"metadata":{"labels":{"job-name":"y"}},"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"x"}]} } } }"""),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(""" "completions":2 """, """ "completions":3 """, "spec.completions: Invalid value: 3: field is immutable")]
    [InlineData(""" "completionMode":"Indexed","completions":2,"parallelism":2 """, """ "completionMode":"Indexed","completions":3,"parallelism":3 """, "")]
    [InlineData(""" "completionMode":"Indexed","completions":2,"parallelism":2 """, """ "completionMode":"Indexed","completions":3,"parallelism":2 """, "spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism")]
    [InlineData(""" "managedBy":"a.io/b" """, "", "spec.managedBy: Invalid value: null: field is immutable")]
    public void Update_OfWhatMustStay_IsReported(string before, string after, string expected) => Assert.Equal(expected, Judged.Update("batch/v1", "Job", Job(before), Job(after)));

    [Fact]
    public void Update_OfASuspendedJob_MayTellWhereItsPodsGo()
    {
        var (before, after) = (Job("\"suspend\":true"), Job("\"suspend\":true").Replace("\"restartPolicy\"", "\"nodeSelector\":{\"k\":\"v\"},\"restartPolicy\"", StringComparison.Ordinal));
        Assert.Equal("", Judged.Update("batch/v1", "Job", before, after));
        Assert.StartsWith("spec.template: Invalid value:", Judged.Update("batch/v1", "Job", Job(""), after), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"startTime":"2026-01-01T00:00:00Z"}""", """{"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:00:01Z"}""", "status.completionTime: Invalid value: \"2026-01-01T00:00:01Z\": cannot set completionTime when there is no Complete=True condition")]
    [InlineData("{}", """{"conditions":[{"type":"Failed","status":"True"}]}""", "status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition | status.startTime: Required value: startTime is required for finished job")]
    [InlineData("""{"failed":2}""", """{"failed":1,"ready":1}""", "status.ready: Invalid value: 1: cannot set more ready pods than active | status.failed: Invalid value: 1: cannot decrease the failed counter")]
    [InlineData("{}", """{"completedIndexes":"0"}""", "status.completedIndexes: Invalid value: \"0\": cannot set non-empty completedIndexes when non-indexed completion mode")]
    [InlineData("{}", """{"startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:00:01Z","succeeded":1,"conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}""", "")]
    public void Status_Contradictory_IsReported(string before, string after, string expected) => Assert.Equal(expected, Judged.Status("batch/v1", "Job", Job("", before), Job("", after)));

    [Theory]
    [InlineData(""" "schedule":"* * * * 9" """, "spec.schedule: Invalid value: \"* * * * 9\": end of range (9) above maximum (6): 9")]
    [InlineData(""" "schedule":"TZ=UTC * * * * *" """, "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    [InlineData(""" "schedule":"@daily","timeZone":"Nowhere/Land" """, "spec.timeZone: Invalid value: \"Nowhere/Land\": unknown time zone Nowhere/Land")]
    [InlineData(""" "schedule":"@daily","timeZone":"local" """, "spec.timeZone: Invalid value: \"local\": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones | spec.timeZone: Invalid value: \"local\": unknown time zone local")]
    public void Create_FaultySchedule_IsReported(string part, string expected) =>
        Assert.Equal(expected, Judged.Create("batch/v1", "CronJob", $"{{\"spec\":{{\"jobTemplate\":{{\"spec\":{{{Template}}}}},{part}}}}}"));

    [Fact]
    public void Create_CronJobWithASelector_IsReported() => Assert.Equal(
        "spec.jobTemplate.spec.selector: Invalid value: {}: `selector` will be auto-generated | spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: \"nil\", \"false\"",
        Judged.Create("batch/v1", "CronJob", $"{{\"spec\":{{\"schedule\":\"@daily\",\"jobTemplate\":{{\"spec\":{{\"manualSelector\":true,\"selector\":{{}},{Template}}}}}}}}}"));
}
