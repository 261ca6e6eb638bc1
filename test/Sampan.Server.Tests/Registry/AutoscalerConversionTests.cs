using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Tests.Registry;

public sealed class AutoscalerConversionTests
{
    private const string Annotation = "autoscaling.alpha.kubernetes.io/metrics";

    private static JsonObject Autoscaler() => JsonNode.Parse("""
        {"metadata":{"name":"h"},"spec":{"metrics":[
        {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
        {"type":"Pods","pods":{"metric":{"name":"qps"},"target":{"type":"AverageValue","averageValue":"100"}}}]}}
        """)!.AsObject();

    [Fact]
    public void Convert_ToV1_KeepsOtherMetricsInAnAnnotation()
    {
        var draft = Autoscaler();
        AutoscalerConversion.Convert(draft, "v1");
        Assert.Equal("""{"targetCPUUtilizationPercentage":60}""", draft["spec"]!.ToJsonString());
        Assert.Equal("""[{"type":"Pods","pods":{"metricName":"qps","targetAverageValue":"100"}}]""", draft["metadata"]!["annotations"]![Annotation]!.ToString());
    }

    [Fact]
    public void Convert_ThereAndBack_HasTheSameMetrics()
    {
        var draft = Autoscaler();
        AutoscalerConversion.Convert(draft, "v1");
        AutoscalerConversion.Convert(draft, "v2");
        Assert.Null(draft["metadata"]!["annotations"]);
        Assert.Equal(2, draft["spec"]!["metrics"]!.AsArray().Count);
        Assert.Contains(draft["spec"]!["metrics"]!.AsArray(), metric => JsonNode.DeepEquals(metric, Autoscaler()["spec"]!["metrics"]![1]));
    }
}
