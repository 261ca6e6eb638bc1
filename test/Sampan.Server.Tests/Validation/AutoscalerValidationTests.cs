namespace Sampan.Server.Tests.Validation;

public sealed class AutoscalerValidationTests
{
    private const string Metric = "spec.metrics[0]";

    private static string Body(string part) => $$$"""{"spec":{"maxReplicas":2,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},{{{part}}}}}""";

    [Theory]
    [InlineData("""{"type":"Resource","resource":{"target":{}}}""", Metric + ".resource.name: Required value: must specify a resource name | " + Metric + ".resource.target.type: Required value: must specify a metric target type | " + Metric + ".resource.target.type: Invalid value: \"\": must be either Utilization, Value, or AverageValue | " + Metric + ".resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    [InlineData("""{"type":"ContainerResource","containerResource":{"name":"foo","target":{"type":"Utilization","averageUtilization":0}}}""", Metric + ".containerResource.name: Invalid value: \"foo\": must be a standard resource type or fully qualified | " + Metric + ".containerResource.name: Invalid value: \"foo\": must be a standard resource for containers | " + Metric + ".containerResource.container: Required value: must specify a container | " + Metric + ".containerResource.target.averageUtilization: Invalid value: 0: must be greater than 0")]
    [InlineData("""{"type":"ContainerResource","containerResource":{"name":"cpu","container":"C","target":{"type":"AverageValue","averageValue":"1","averageUtilization":1}}}""", Metric + ".containerResource.container: Invalid value: \"C\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?') | " + Metric + ".containerResource.target.averageValue: Forbidden: may not set both a target raw value and a target utilization")]
    [InlineData("""{"type":"Pods","pods":{"metric":{"name":"a/b"},"target":{"type":"Value","value":"0"}}}""", Metric + ".pods.metric.name: Invalid value: \"a/b\": may not contain '/' | " + Metric + ".pods.target.value: Invalid value: \"0\": must be positive | " + Metric + ".pods.target.averageValue: Required value: must specify a positive target averageValue")]
    [InlineData("""{"type":"Object","object":{"describedObject":{"kind":"a/b","apiVersion":"a/b/c"},"metric":{},"target":{"type":"Value"}}}""", Metric + ".object.describedObject.kind: Invalid value: \"a/b\": may not contain '/' | " + Metric + ".object.describedObject.name: Required value | " + Metric + ".object.describedObject.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c | " + Metric + ".object.metric.name: Required value: must specify a metric name | " + Metric + ".object.target.averageValue: Required value: must set either a target value or averageValue")]
    [InlineData("""{"type":"External","external":{"metric":{"name":"m"},"target":{"type":"Odd","value":"1","averageValue":"1"}}}""", Metric + ".external.target.type: Invalid value: \"Odd\": must be either Utilization, Value, or AverageValue | " + Metric + ".external.target.value: Forbidden: may not set both a target value for metric and a per-pod target")]
    [InlineData("""{"type":"External","external":{"metric":{"name":"m"},"target":{"type":"Value"}}}""", Metric + ".external.target.averageValue: Required value: must set either a target value for metric or a per-pod target")]
    [InlineData("""{"type":"Pods","resource":{"name":"cpu","target":{"type":"Value","averageValue":"1"}}}""", Metric + ".pods: Required value: must populate information for the given metric source")]
    [InlineData("""{"type":"Pods","pods":{"metric":{"name":"m"},"target":{"type":"Value","averageValue":"1"}},"resource":{"name":"cpu","target":{"type":"Value"}}}""", Metric + ".resource: Forbidden: must populate the given metric source only")]
    public void Create_FaultyMetric_IsReported(string metric, string expected) => Assert.Equal(expected, Judged.Create("autoscaling/v2", "HorizontalPodAutoscaler", Body($"\"metrics\":[{metric}]")));

    [Theory]
    [InlineData("""{"scaleUp":{"stabilizationWindowSeconds":-1,"selectPolicy":"Odd","policies":[{"type":"Odd","value":0,"periodSeconds":1801}],"tolerance":"-1"}}""", "spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero | spec.behavior.scaleUp.selectPolicy: Unsupported value: \"Odd\": supported values: \"Disabled\", \"Max\", \"Min\" | spec.behavior.scaleUp.policies[0].type: Unsupported value: \"Odd\": supported values: \"Percent\", \"Pods\" | spec.behavior.scaleUp.policies[0].value: Invalid value: 0: must be greater than zero | spec.behavior.scaleUp.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800 | spec.behavior.scaleUp.tolerance: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("""{"scaleDown":{"stabilizationWindowSeconds":3601}}""", "spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600")]
    [InlineData("""{"scaleUp":{"policies":[]},"scaleDown":{"policies":[]} }""", "spec.behavior.scaleUp.policies: Required value: must specify at least one Policy | spec.behavior.scaleDown.policies: Required value: must specify at least one Policy")]
    [InlineData("""{"scaleUp":{"policies":null} }""", "")]
    public void Create_FaultyBehavior_IsReported(string behavior, string expected) => Assert.Equal(expected, Judged.Create("autoscaling/v2", "HorizontalPodAutoscaler", Body($"\"behavior\":{behavior}")));

    [Theory]
    [InlineData("""{"kind":"ReplicationController","name":"r"}""", "")]
    [InlineData("""{"kind":"Deployment","name":"r","apiVersion":"v1"}""", "spec.scaleTargetRef.apiVersion: Invalid value: \"v1\": apiVersion must specify API group")]
    [InlineData("{}", "spec.scaleTargetRef.kind: Required value | spec.scaleTargetRef.name: Required value | spec.scaleTargetRef.apiVersion: Invalid value: \"\": apiVersion must specify API group")]
    public void Create_FaultyTarget_IsReported(string target, string expected) =>
        Assert.Equal(expected, Judged.Create("autoscaling/v2", "HorizontalPodAutoscaler", $$$"""{"spec":{"maxReplicas":2,"scaleTargetRef":{{{target}}}}}"""));

    [Fact]
    public void Create_ScaledToNothing_IsReported() => Assert.Equal(
        "spec.minReplicas: Invalid value: 0: must be greater than or equal to 1 | spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas",
        Judged.Create("autoscaling/v2", "HorizontalPodAutoscaler", Body("\"minReplicas\":0")));

    [Fact]
    public void Update_OfWhatWasFaultyBefore_KeepsItsFaults()
    {
        const string old = """{"spec":{"minReplicas":0,"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d"}}}""";

        Assert.Equal(
            "spec.metrics: Forbidden: must specify at least one Object or External metric to support scaling to zero replicas",
            Judged.Update("autoscaling/v2", "HorizontalPodAutoscaler", old, old.Replace("\"maxReplicas\":2", "\"maxReplicas\":3", StringComparison.Ordinal)));
    }

    [Fact]
    public void Create_OfTheFirstVersion_ReportsItsTargetAsAMetric() => Assert.Equal(
        "spec.metrics[0].resource.target.averageUtilization: Invalid value: 0: must be greater than 0",
        Judged.Create("autoscaling/v1", "HorizontalPodAutoscaler", Body("\"targetCPUUtilizationPercentage\":0")));
}
