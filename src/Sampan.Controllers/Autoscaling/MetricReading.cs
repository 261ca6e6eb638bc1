using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Controllers.Objects;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;

namespace Sampan.Controllers.Autoscaling;

/// <summary>What one metric of an autoscaler says: a number of replicas, or why there is none.</summary>
/// <param name="Name">What the metric is called in events and conditions.</param>
/// <param name="Replicas">The number that it asks for.</param>
/// <param name="Status">Its entry of <c>status.currentMetrics</c>.</param>
/// <param name="Failure">Why it asks for none; null if it does.</param>
internal sealed record MetricReading(string Name, int Replicas, JsonObject Status, MetricFault? Failure)
{
    /// <summary>A metric that says something.</summary>
    public static MetricReading Of(string name, int replicas, JsonObject status) => new(name, replicas, status, null);

    /// <summary>A metric that says nothing.</summary>
    public static MetricReading Of(MetricFault fault) => new("", 0, new JsonObject { ["type"] = "" }, fault);
}

/// <summary>Why a metric says nothing.</summary>
/// <param name="Reason">In one word.</param>
/// <param name="Message">For the condition and the event.</param>
/// <param name="Chain">For the message about all metrics.</param>
internal sealed record MetricFault(string Reason, string Message, string Chain);

/// <summary>Reads the metrics of autoscalers: of resources from the cluster; of others there are none.</summary>
internal sealed class MetricReader(ResourceUsage usage)
{
    private const string NoCustomMetrics = "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

    /// <summary>Reads one metric for the pods that the target selects.</summary>
    public async ValueTask<MetricReading> ReadAsync(
        AutoscalerState autoscaler, JsonElement metric, int current, string selector, IReadOnlyList<KubernetesObject> pods, DateTimeOffset now, CancellationToken cancellationToken)
    {
        switch (metric.StringOrEmpty("type"))
        {
            case "Resource":
                var resource = metric.Member("resource") ?? default;
                return await OfResourceAsync("Resource", resource, "", "FailedGetResourceMetric", $"failed to get {resource.StringOrEmpty("name")} resource metric value");
            case "ContainerResource":
                var source = metric.Member("containerResource") ?? default;
                var container = source.StringOrEmpty("container");
                return await OfResourceAsync("ContainerResource", source, container, "FailedGetContainerResourceMetric", $"failed to get {container} container metric value");
            case "Pods":
                return MetricReading.Of(OfPods(metric.Member("pods") ?? default));
            case "Object":
                return MetricReading.Of(OfObject(metric.Member("object") ?? default, autoscaler.Namespace));
            case "External":
                return MetricReading.Of(OfExternal(metric.Member("external") ?? default, autoscaler.Namespace));
            case var unknown:
                var why = $"unknown metric source type \"{unknown}\"";
                return MetricReading.Of(new MetricFault("InvalidMetricSourceType", why, why));
        }

        async ValueTask<MetricReading> OfResourceAsync(string type, JsonElement source, string container, string reason, string chain)
        {
            try
            {
                return await MeasureAsync(type, source, container);
            }
            catch (MetricFailure failure)
            {
                return MetricReading.Of(new MetricFault(reason, failure.Message, $"{chain}: {failure.Message}"));
            }
        }

        async ValueTask<MetricReading> MeasureAsync(string type, JsonElement source, string container)
        {
            var name = source.StringOrEmpty("name");
            var target = source.Member("target") ?? default;
            var average = target.Member("averageValue");
            if (average is null && target.Integer("averageUtilization") is null)
            {
                throw new MetricFailure("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set");
            }

            try
            {
                var usages = await ReadUsageAsync(name, container);
                var proposal = ReplicaProposal.Of(current, pods, usages, name, Target, autoscaler.Tolerances, now);
                var kind = type == "ContainerResource" ? "container resource" : "resource";
                return MetricReading.Of(
                    average is null ? $"{name} {kind} utilization (percentage of request)" : $"{name} resource",
                    proposal.Replicas,
                    Status(type, name, container, proposal.Usage));
            }
            catch (MetricFailure failure)
            {
                throw new MetricFailure($"failed to get {name} {(average is null ? "utilization" : "usage")}: {failure.Message}");
            }

            IUsageTarget Target() => average is { } amount
                ? new AverageTarget(Quantity.Parse(amount).MilliValue)
                : new UtilizationTarget(PodRequests.Of(pods, name, container), (int)target.Integer("averageUtilization")!.Value);
        }

        async ValueTask<Dictionary<string, PodUsage>> ReadUsageAsync(string name, string container)
        {
            try
            {
                return await usage.ReadAsync(name, container, autoscaler.Namespace, selector, cancellationToken);
            }
            catch (MetricFailure failure)
            {
                throw new MetricFailure($"unable to get metrics for resource {name}: {failure.Message}");
            }
        }
    }

    private static JsonObject Status(string type, string name, string container, UsageRatio usage)
    {
        var current = new JsonObject { ["averageValue"] = Quantity.OfMilli(usage.Average, name == "memory" ? QuantityFormat.BinarySI : QuantityFormat.DecimalSI).ToString() };
        if (usage.Utilization is { } percent)
        {
            current["averageUtilization"] = percent;
        }

        var source = new JsonObject { ["name"] = name, ["current"] = current };
        if (container.Length > 0)
        {
            source["container"] = container;
        }

        return new JsonObject { ["type"] = type, [type == "Resource" ? "resource" : "containerResource"] = source };
    }

    private static MetricFault OfPods(JsonElement source)
    {
        var why = $"unable to get metric {MetricName(source)}: {NoCustomMetrics}";
        return new MetricFault("FailedGetPodsMetric", why, $"failed to get pods metric value: {why}");
    }

    private static MetricFault OfObject(JsonElement source, string @namespace)
    {
        var described = source.Member("describedObject") ?? default;
        var why = $"unable to get metric {MetricName(source)} on {described.StringOrEmpty("kind")} {@namespace}/{described.StringOrEmpty("name")}: {NoCustomMetrics}";
        var step = IsAverage(source) ? $"failed to get {MetricName(source)} object metric: " : "";
        return new MetricFault("FailedGetObjectMetric", why, $"failed to get object metric value: {step}{why}");
    }

    private static MetricFault OfExternal(JsonElement source, string @namespace)
    {
        var name = MetricName(source);
        var why = $"unable to get external metric {@namespace}/{name}/{SelectorText.Of(source.Member("metric", "selector"))}: unable to fetch metrics from external metrics API: "
            + $"the server could not find the requested resource (get {name}.external.metrics.k8s.io)";
        var step = IsAverage(source) ? $"failed to get {name} external metric" : $"failed to get external metric {name}";
        return new MetricFault("FailedGetExternalMetric", why, $"failed to get {name} external metric value: {step}: {why}");
    }

    private static string MetricName(JsonElement source) => source.Member("metric")?.StringOrEmpty("name") ?? "";

    private static bool IsAverage(JsonElement source) => source.Member("target", "averageValue") is not null;
}
