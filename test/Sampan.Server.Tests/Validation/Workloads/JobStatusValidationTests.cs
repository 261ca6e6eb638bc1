namespace Sampan.Server.Tests.Validation.Workloads;

public sealed class JobStatusValidationTests
{
    private const string Finished = """ "startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:01:00Z","conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}] """;

    private static string Change(string before, string after, string spec = "{}") => Judged.Status("batch/v1", "Job", Body(before, spec), Body(after, spec));

    private static string Body(string status, string spec) => $$$"""{"spec":{{{spec}}},"status":{{{{status}}}}}""";

    [Theory]
    [InlineData(Finished, "")]
    [InlineData(Finished + """ ,"active":1,"terminating":2,"uncountedTerminatedPods":{"failed":["u"]} """, "status.active: Invalid value: 1: active>0 is invalid for finished job | status.uncountedTerminatedPods: Invalid value: {\"Succeeded\":null,\"Failed\":[\"u\"]}: must be empty for finished job | status.terminating: Invalid value: 2: terminating>0 is invalid for finished job")]
    [InlineData(""" "conditions":[{"type":"Complete","status":"True"}] """, "status.completionTime: Required value: completionTime is required for Complete jobs | status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition | status.startTime: Required value: startTime is required for finished job")]
    [InlineData(""" "conditions":[{"type":"Failed","status":"True"}],"startTime":"2026-01-01T00:00:00Z" """, "status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition")]
    [InlineData(""" "startTime":"2026-01-02T00:00:00Z","completionTime":"2026-01-01T00:00:00Z" """, "status.completionTime: Invalid value: \"2026-01-01T00:00:00Z\": cannot set completionTime when there is no Complete=True condition | status.completionTime: Invalid value: \"2026-01-01T00:00:00Z\": must be equal to or after `startTime`")]
    [InlineData(""" "ready":2,"active":1 """, "status.ready: Invalid value: 2: cannot set more ready pods than active")]
    [InlineData(""" "completedIndexes":"0","failedIndexes":"1" """, "status.completedIndexes: Invalid value: \"0\": cannot set non-empty completedIndexes when non-indexed completion mode | status.failedIndexes: Invalid value: \"1\": cannot set non-null failedIndexes when backoffLimitPerIndex is null")]
    public void Status_NewFault_IsReported(string after, string expected) => Assert.Equal(expected, Change("", after));

    // Whoever writes something else need not mend what is wrong already.
    [Theory]
    [InlineData(""" "ready":2,"active":1 """)]
    [InlineData(""" "conditions":[{"type":"Complete","status":"True"}] """)]
    [InlineData(""" "completedIndexes":"0","failedIndexes":"1" """)]
    [InlineData(Finished + """ ,"active":1,"terminating":2,"uncountedTerminatedPods":{"failed":["u"]} """)]
    public void Status_OldFault_MayStay(string status) => Assert.Equal("", Change(status, status + ""","succeeded":1"""));

    [Theory]
    [InlineData(""" "startTime":"2026-01-01T00:00:00Z" """, "", "{}", "status.startTime: Invalid value: null: field is immutable for unsuspended job once set")]
    [InlineData(""" "startTime":"2026-01-01T00:00:00Z" """, "", """{"suspend":true}""", "")]
    [InlineData(Finished, """ "startTime":"2026-01-01T00:00:00Z","completionTime":"2026-01-01T00:02:00Z","conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}] """, "{}", "status.completionTime: Invalid value: \"2026-01-01T00:02:00Z\": field is immutable")]
    [InlineData(""" "succeeded":2,"failed":2 """, """ "succeeded":1,"failed":1 """, "{}", "status.failed: Invalid value: 1: cannot decrease the failed counter | status.succeeded: Invalid value: 1: cannot decrease the succeeded counter")]
    [InlineData(""" "succeeded":2,"failed":2 """, """ "succeeded":1,"failed":1 """, """{"completionMode":"Indexed","completions":1,"parallelism":1}""", "status.failed: Invalid value: 1: cannot decrease the failed counter")]
    [InlineData(""" "conditions":[{"type":"SuccessCriteriaMet","status":"True"}] """, "", "{}", "status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition")]
    public void Status_Change_IsHeldAgainstWhatWas(string before, string after, string spec, string expected) => Assert.Equal(expected, Change(before, after, spec));
}
