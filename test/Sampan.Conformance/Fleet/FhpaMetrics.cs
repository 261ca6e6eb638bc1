using System.Text.Json;
using Sampan.Fleet.Autoscaling;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>The metrics of an autoscaling case: one set for every metric by pod, and one value for objects.</summary>
internal sealed class FhpaMetrics(JsonElement @case) : IMetricsSource
{
    public IReadOnlyDictionary<string, PodMetric> ResourceUsage(string resource, string container) =>
        Pods("no metrics returned from resource metrics API");

    public IReadOnlyDictionary<string, PodMetric> PodsMetric(string metric, JsonElement? selector) =>
        Pods("no metrics returned from custom metrics API");

    public long ObjectMetric(string metric, JsonElement describedObject, JsonElement? selector) =>
        @case.Integer("objectMetricMilliValue") ?? throw new MetricsException("no metrics returned from custom metrics API");

    private Dictionary<string, PodMetric> Pods(string unavailable)
    {
        var metrics = @case.Member("podMetrics") ?? throw new MetricsException(unavailable);
        return metrics.EnumerateObject().ToDictionary(
            pod => pod.Name,
            pod => new PodMetric(
                pod.Value.Integer("milliValue") ?? 0,
                FixedTime.Instance.GetUtcNow().AddSeconds(-(pod.Value.Integer("secondsAgo") ?? 0)),
                TimeSpan.FromSeconds(pod.Value.Integer("windowSeconds") ?? 0)));
    }
}
