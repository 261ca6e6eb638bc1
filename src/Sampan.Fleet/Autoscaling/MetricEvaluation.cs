using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Fleet.Autoscaling;

/// <summary>Turns one entry of a FederatedHPA's <c>spec.metrics</c> (autoscaling/v2 MetricSpec) into a proposal.</summary>
internal sealed class MetricEvaluation(ReplicaCalculator calculator, IMetricsSource metrics, int runningReplicas)
{
    /// <exception cref="InvalidMetricException">The metric gives no proposal.</exception>
    public MetricProposal Evaluate(JsonElement spec)
    {
        switch (spec.StringOrEmpty("type"))
        {
            case "Resource":
                var resource = spec.Member("resource") ?? default;
                return Attempt(
                    () => Resource(resource, "", "resource utilization"),
                    "FailedGetResourceMetric",
                    $"{resource.StringOrEmpty("name")} resource metric value");
            case "ContainerResource":
                var container = spec.Member("containerResource") ?? default;
                return Attempt(
                    () => Resource(container, container.StringOrEmpty("container"), "container resource utilization"),
                    "FailedGetContainerResourceMetric",
                    $"{container.StringOrEmpty("container")} container metric value");
            case "Pods":
                return Attempt(() => Pods(spec.Member("pods") ?? default), "FailedGetPodsMetric", "pods metric value");
            case "Object":
                return Attempt(() => Object(spec.Member("object") ?? default), "FailedGetObjectMetric", "object metric value");
            case var unknown:
                throw new InvalidMetricException("InvalidMetricSourceType", $"unknown metric source type \"{unknown}\"", "");
        }
    }

    private static MetricProposal Attempt(Func<MetricProposal> evaluate, string reason, string source)
    {
        try
        {
            return evaluate();
        }
        catch (MetricsException exception)
        {
            throw new InvalidMetricException(reason, exception.Message, source);
        }
    }

    private MetricProposal Resource(JsonElement source, string container, string utilization)
    {
        var resource = source.StringOrEmpty("name");
        var target = source.Member("target") ?? default;
        var average = target.Member("averageValue");
        var percent = target.Integer("averageUtilization");
        if (average is null && percent is null)
        {
            throw new MetricsException("invalid resource metric source: neither an average utilization target nor an average value target was set");
        }

        try
        {
            var usage = Get(() => metrics.ResourceUsage(resource, container), $"metrics for resource {resource}");
            return average is { } value
                ? new MetricProposal(calculator.ByAverage(usage, resource, Quantity.Parse(value).MilliValue), $"{resource} resource")
                : new MetricProposal(calculator.ByUtilization(usage, resource, container, (int)percent!), $"{resource} {utilization} (percentage of request)");
        }
        catch (MetricsException exception)
        {
            throw new MetricsException($"failed to get {resource} utilization: {exception.Message}");
        }
    }

    private MetricProposal Pods(JsonElement source)
    {
        var metric = source.Member("metric") ?? default;
        var name = metric.StringOrEmpty("name");
        var values = Get(() => metrics.PodsMetric(name, metric.Member("selector")), $"metric {name}");
        return new MetricProposal(calculator.ByAverage(values, "", Milli(source, "averageValue")), $"pods metric {name}");
    }

    private MetricProposal Object(JsonElement source)
    {
        var metric = source.Member("metric") ?? default;
        var described = source.Member("describedObject") ?? default;
        var name = metric.StringOrEmpty("name");
        var byValue = source.Member("target")?.String("type") == "Value";
        if (!byValue && source.Member("target")?.String("type") != "AverageValue")
        {
            throw new MetricsException("invalid object metric source: neither a value target nor an average value target was set");
        }

        var value = Get(() => metrics.ObjectMetric(name, described, metric.Member("selector")), $"metric {name}");
        return byValue
            ? new MetricProposal(calculator.ByObjectValue(value, Milli(source, "value")), $"{described.StringOrEmpty("kind")} metric {name}")
            : new MetricProposal(
                calculator.ByObjectAverage(value, Milli(source, "averageValue"), runningReplicas),
                $"external metric {name}({metric.Member("selector")?.GetRawText() ?? "nil"})");
    }

    private static long Milli(JsonElement source, string target) =>
        source.Member("target", target) is { } value ? Quantity.Parse(value).MilliValue : 0;

    private static T Get<T>(Func<T> get, string what)
    {
        try
        {
            return get();
        }
        catch (MetricsException exception)
        {
            throw new MetricsException($"unable to get {what}: {exception.Message}");
        }
    }
}
