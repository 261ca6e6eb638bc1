namespace Sampan.Server.Tests.Validation;

public sealed class ClassValidationTests
{
    private const string Reserved = "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: ";

    [Theory]
    [InlineData("""{"metadata":{"name":"system-node-critical"},"value":1}""", Reserved + "value of system-node-critical PriorityClass must be 2000001000")]
    [InlineData("""{"metadata":{"name":"system-cluster-critical"},"value":2000000000,"globalDefault":true}""", Reserved + "globalDefault of system-cluster-critical PriorityClass must be false")]
    [InlineData("""{"metadata":{"name":"system-cluster-critical"},"value":2000000000}""", "")]
    [InlineData("""{"value":1,"preemptionPolicy":"Sometimes"}""", "preemptionPolicy: Unsupported value: \"Sometimes\": supported values: \"PreemptLowerPriority\", \"Never\"")]
    [InlineData("""{"value":1,"preemptionPolicy":""}""", "preemptionPolicy: Required value")]
    public void Create_FaultyPriorityClass_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Create("scheduling.k8s.io/v1", "PriorityClass", body));

    [Fact]
    public void Update_OfAPriority_IsJudgedByTheChangeAlone() => Assert.Equal(
        "value: Forbidden: may not be changed in an update. | preemptionPolicy: Invalid value: \"Sometimes\": field is immutable",
        Judged.Update("scheduling.k8s.io/v1", "PriorityClass", """{"value":1}""", """{"value":1000000001,"preemptionPolicy":"Sometimes"}"""));

    [Theory]
    [InlineData("""{"handler":"h","overhead":{"podFixed":{"foo":"1","cpu":"-1"}}}""", "overhead.limits[foo]: Invalid value: \"foo\": must be a standard resource type or fully qualified | overhead.limits[foo]: Invalid value: \"foo\": must be a standard resource for containers | overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("""{"handler":"h","scheduling":{"nodeSelector":{"a b":"c"}}}""", "scheduling.nodeSelector: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')")]
    [InlineData("""{"handler":"h","scheduling":{"tolerations":[{"key":"a","effect":"Never"},{"key":"b"},{"key":"b","tolerationSeconds":3,"effect":""}]}}""", "scheduling.tolerations.tolerations[0].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\" | scheduling.tolerations.tolerations[2].effect: Invalid value: \"\": effect must be 'NoExecute' when `tolerationSeconds` is set | scheduling.tolerations[2]: Duplicate value: {\"Key\":\"b\",\"Operator\":\"\",\"Value\":\"\",\"Effect\":\"\",\"TolerationSeconds\":3}")]
    public void Create_FaultyRuntimeClass_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Create("node.k8s.io/v1", "RuntimeClass", body));

    [Fact]
    public void Update_OfAHandler_IsReportedLast() => Assert.Equal(
        "overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0 | handler: Invalid value: \"b\": field is immutable",
        Judged.Update("node.k8s.io/v1", "RuntimeClass", """{"handler":"a"}""", """{"handler":"b","overhead":{"podFixed":{"cpu":"-1"}}}"""));

    [Theory]
    [InlineData("""{"revision":-1,"data":[1]}""", "revision: Invalid value: -1: must be greater than or equal to 0 | data: Required value: data must be a valid JSON object")]
    [InlineData("""{"revision":1}""", "data: Required value: data is mandatory")]
    public void Create_FaultyRevision_IsReported(string body, string expected) => Assert.Equal(expected, Judged.Create("apps/v1", "ControllerRevision", body));

    [Fact]
    public void Update_OfARevision_IsReported() => Assert.Equal(
        "revision: Invalid value: -1: must be greater than or equal to 0 | data: Invalid value: {\"a\":2}: field is immutable",
        Judged.Update("apps/v1", "ControllerRevision", """{"revision":1,"data":{"a":1}}""", """{"revision":-1,"data":{"a":2}}"""));
}
