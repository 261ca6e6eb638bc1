using System.Text.Json.Nodes;

namespace Sampan.Server.Registry;

/// <summary>autoscaling/v1 and v2 of HorizontalPodAutoscaler: v1 has the CPU utilization alone as plain fields.</summary>
internal static class AutoscalerConversion
{
    /// <summary>Turns the draft into the version.</summary>
    public static void Convert(JsonObject draft, string version)
    {
        if (version == "v1")
        {
            ToV1(draft);
        }
        else
        {
            ToV2(draft);
        }
    }

    private static void ToV2(JsonObject draft)
    {
        List<JsonNode> metrics = [.. AutoscalerMetricAnnotation.Take(draft)];
        if (draft.Object("spec") is { } spec && spec.Integer("targetCPUUtilizationPercentage") is { } target)
        {
            spec.Remove("targetCPUUtilizationPercentage");
            metrics.Add(Resource(new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = target } }));
        }

        if (metrics.Count > 0)
        {
            draft.Child("spec")["metrics"] = new JsonArray([.. metrics]);
        }

        if (draft.Object("status") is { } status && status.Integer("currentCPUUtilizationPercentage") is { } current)
        {
            status.Remove("currentCPUUtilizationPercentage");
            status["currentMetrics"] = new JsonArray(Resource(new JsonObject { ["name"] = "cpu", ["current"] = new JsonObject { ["averageUtilization"] = current } }));
        }

        if (draft.Object("status") is { } written)
        {
            // As Go writes the type: zero replicas are left out, no metrics are not.
            if (written.Integer("currentReplicas") == 0)
            {
                written.Remove("currentReplicas");
            }

            written.TryAdd("currentMetrics", null);
        }
    }

    private static void ToV1(JsonObject draft)
    {
        if (draft.Object("spec") is { } spec)
        {
            AutoscalerMetricAnnotation.Write(draft, (spec.Array("metrics") ?? []).OfType<JsonObject>().Where(metric => !IsCpu(metric, "target")));
            Flatten(spec, "metrics", "target", "targetCPUUtilizationPercentage");
        }

        if (draft.Object("status") is { } status)
        {
            Flatten(status, "currentMetrics", "current", "currentCPUUtilizationPercentage");
        }
    }

    private static void Flatten(JsonObject parent, string list, string part, string field)
    {
        foreach (var metric in parent.Array(list) ?? [])
        {
            var resource = (metric as JsonObject).Object("resource");
            if (resource.Text("name") == "cpu" && resource.Object(part).Integer("averageUtilization") is { } utilization)
            {
                parent[field] = utilization;
            }
        }

        parent.Remove(list);
    }

    private static bool IsCpu(JsonObject metric, string part) =>
        metric.Object("resource").Text("name") == "cpu" && metric.Object("resource").Object(part).Integer("averageUtilization") is not null;

    private static JsonObject Resource(JsonObject resource) => new() { ["type"] = "Resource", ["resource"] = resource };
}
