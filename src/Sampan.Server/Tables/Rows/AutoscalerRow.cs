using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>autoscaling HorizontalPodAutoscaler, v1 and v2.</summary>
internal static class AutoscalerRow
{
    private const int MaxShown = 2;
    private const string Unknown = HumanDuration.Unknown;

    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var target = spec.Member("scaleTargetRef") ?? default;
        return [
            root.Name(),
            $"{target.StringOrEmpty("kind")}/{target.StringOrEmpty("name")}",
            Targets(spec, status),
            spec.Member("minReplicas")?.ToString() ?? "<unset>",
            WorkloadRows.Number(spec, "maxReplicas"),
            WorkloadRows.Number(status, "currentReplicas"),
            HumanDuration.Age(root, now),
        ];
    }

    private static string Targets(JsonElement spec, JsonElement status)
    {
        List<string> texts = [];
        if (spec.Integer("targetCPUUtilizationPercentage") is { } percent)
        {
            texts.Add($"cpu: {(status.Integer("currentCPUUtilizationPercentage") is { } current ? $"{current}%" : Unknown)}/{percent}%");
        }

        var statuses = status.Items("currentMetrics").ToList();
        var index = 0;
        foreach (var metric in spec.Items("metrics"))
        {
            texts.Add(Metric(metric, index < statuses.Count ? statuses[index] : default));
            index++;
        }

        if (texts.Count == 0)
        {
            return RowReading.None;
        }

        var shown = string.Join(", ", texts.Take(MaxShown));
        return texts.Count > MaxShown ? $"{shown} + {texts.Count - MaxShown} more..." : shown;
    }

    private static string Metric(JsonElement metric, JsonElement status)
    {
        var type = metric.StringOrEmpty("type");
        if (type.Length == 0)
        {
            return "<unknown type>";
        }

        var member = char.ToLowerInvariant(type[0]) + type[1..];
        var source = metric.Member(member) ?? default;
        var target = source.Member("target") ?? default;
        var current = status.Member(member)?.Member("current") ?? default;
        var prefix = source.String("name") is { Length: > 0 } name ? name + ": " : "";
        if (target.Integer("averageUtilization") is { } utilization)
        {
            return $"{prefix}{(current.Integer("averageUtilization") is { } now ? $"{now}%" : Unknown)}/{utilization}%";
        }

        if (target.Member("averageValue") is { } average)
        {
            var suffix = type is "External" or "Object" ? " (avg)" : "";
            return $"{prefix}{current.Member("averageValue")?.ToString() ?? Unknown}/{average}{suffix}";
        }

        return target.Member("value") is { } value
            ? $"{prefix}{current.Member("value")?.ToString() ?? Unknown}/{value}"
            : $"{prefix}{Unknown}/<auto>";
    }
}
