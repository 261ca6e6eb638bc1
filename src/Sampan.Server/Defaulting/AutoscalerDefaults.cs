using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>autoscaling v1 and v2 HorizontalPodAutoscaler: at least one pod, 80 % of the requested CPU.</summary>
internal static class AutoscalerDefaults
{
    private const int CpuPercent = 80;
    private const int PeriodSeconds = 15;

    public static void Apply(JsonObject autoscaler)
    {
        var spec = autoscaler.Ensure("spec");
        spec.Default("minReplicas", 1);
        if (autoscaler.TextOf("apiVersion") == "autoscaling/v1")
        {
            if (autoscaler.At("metadata", "annotations")?.ContainsKey("autoscaling.alpha.kubernetes.io/metrics") != true)
            {
                spec.Default("targetCPUUtilizationPercentage", CpuPercent);
            }

            return;
        }

        if (spec["metrics"] is not JsonArray { Count: > 0 })
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = CpuPercent },
                },
            });
        }

        if (spec["behavior"] is JsonObject behavior)
        {
            var up = behavior.Ensure("scaleUp");
            up.Default("stabilizationWindowSeconds", 0);
            Complete(up, Policy("Pods", 4), Policy("Percent", 100));
            Complete(behavior.Ensure("scaleDown"), Policy("Percent", 100));
        }
    }

    private static void Complete(JsonObject rules, params JsonNode[] policies)
    {
        rules.Default("selectPolicy", "Max");
        rules.Default("policies", new JsonArray(policies));
    }

    private static JsonObject Policy(string type, int value) => new() { ["type"] = type, ["value"] = value, ["periodSeconds"] = PeriodSeconds };
}
