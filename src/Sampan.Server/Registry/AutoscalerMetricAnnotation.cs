using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>The metrics that autoscaling/v1 has no fields for: it keeps them in an annotation, in a form of their own.</summary>
internal static class AutoscalerMetricAnnotation
{
    private const string Name = "autoscaling.alpha.kubernetes.io/metrics";

    /// <summary>Writes metrics of autoscaling/v2 into the annotation, or removes it where there are none.</summary>
    public static void Write(JsonObject draft, IEnumerable<JsonObject> metrics)
    {
        var list = new JsonArray([.. metrics.Select(metric => (JsonNode)Flatten(metric))]);
        if (list.Count > 0)
        {
            draft.Metadata().Child("annotations")[Name] = Encoding.UTF8.GetString(list.ToUtf8Bytes());
        }
    }

    /// <summary>Takes the annotation off; its metrics in the form of autoscaling/v2, none where it cannot be read.</summary>
    public static IReadOnlyList<JsonObject> Take(JsonObject draft)
    {
        if (draft.Metadata().Object("annotations") is not { } annotations || annotations.Text(Name) is not { Length: > 0 } text)
        {
            return [];
        }

        try
        {
            List<JsonObject> metrics = [.. (JsonNode.Parse(text) as JsonArray ?? []).OfType<JsonObject>().Select(Unfold)];
            annotations.Remove(Name);
            if (annotations.Count == 0)
            {
                draft.Metadata().Remove("annotations");
            }

            return metrics;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string Member(string type) => type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];

    private static JsonObject Flatten(JsonObject metric)
    {
        var type = metric.Text("type");
        var source = metric.Object(Member(type)) ?? [];
        var (named, target) = (source.Object("metric"), source.Object("target"));
        var flat = new JsonObject();
        Copy(flat, "target", source["describedObject"]);
        Copy(flat, "name", source["name"]);
        Copy(flat, "metricName", named?["name"]);
        Copy(flat, type == "External" ? "metricSelector" : "selector", named?["selector"]);
        Copy(flat, "targetAverageUtilization", target?["averageUtilization"]);
        Copy(flat, "targetValue", target?["value"]);
        Copy(flat, type == "Object" ? "averageValue" : "targetAverageValue", target?["averageValue"]);
        Copy(flat, "container", source["container"]);
        return new JsonObject { ["type"] = type, [Member(type)] = flat };
    }

    private static JsonObject Unfold(JsonObject metric)
    {
        var type = metric.Text("type");
        var flat = metric.Object(Member(type)) ?? [];
        var target = new JsonObject();
        Copy(target, "averageUtilization", flat["targetAverageUtilization"]);
        Copy(target, "value", flat["targetValue"]);
        Copy(target, "averageValue", flat["averageValue"] ?? flat["targetAverageValue"]);
        target["type"] = target.ContainsKey("averageUtilization") ? "Utilization" : target.ContainsKey("averageValue") ? "AverageValue" : "Value";
        var source = new JsonObject { ["target"] = target };
        Copy(source, "name", flat["name"]);
        Copy(source, "container", flat["container"]);
        Copy(source, "describedObject", flat["target"]);
        if (flat["metricName"] is { } name)
        {
            var named = new JsonObject { ["name"] = name.DeepClone() };
            Copy(named, "selector", flat["metricSelector"] ?? flat["selector"]);
            source["metric"] = named;
        }

        return new JsonObject { ["type"] = type, [Member(type)] = source };
    }

    private static void Copy(JsonObject target, string name, JsonNode? value)
    {
        if (value is not null)
        {
            target[name] = value.DeepClone();
        }
    }
}
