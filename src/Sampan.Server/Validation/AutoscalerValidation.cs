using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>autoscaling HorizontalPodAutoscaler of both versions: bounds, target, metrics and behaviour.</summary>
internal static class AutoscalerValidation
{
    private static readonly string[] Sources = ["ContainerResource", "External", "Object", "Pods", "Resource"];
    private static readonly string[] Members = ["object", "external", "pods", "resource", "containerResource"];
    private const long LongestStabilization = 3600;
    private const long LongestPeriod = 1800;

    public static void Validate(JsonObject autoscaler, FieldErrors errors)
    {
        var spec = autoscaler.At("spec") ?? [];
        var min = FieldErrors.Number(spec, "minReplicas");
        var max = FieldErrors.Number(spec, "maxReplicas") ?? 0;
        if (min < 1)
        {
            errors.Invalid("spec.minReplicas", min, "must be greater than or equal to 1");
        }

        if (max < 1)
        {
            errors.Invalid("spec.maxReplicas", max, "must be greater than 0");
        }

        if (min > max)
        {
            errors.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`");
        }

        ValidateTarget(spec["scaleTargetRef"] as JsonObject, "spec.scaleTargetRef", errors);
        ValidateMetrics(spec, errors);
        ValidateBehavior(spec["behavior"] as JsonObject, errors);
    }

    private static void ValidateTarget(JsonObject? target, string path, FieldErrors errors)
    {
        if (target is null)
        {
            errors.Required(path, "must specify a scale target");
            return;
        }

        foreach (var name in (ReadOnlySpan<string>)["kind", "name"])
        {
            if (target.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.{name}");
            }
            else
            {
                errors.Invalid($"{path}.{name}", target.TextOf(name), Names.PathSegment(target.TextOf(name)));
            }
        }

        var version = target.TextOf("apiVersion");
        if (version.Length == 0 && target.TextOf("kind") != "ReplicationController")
        {
            errors.Invalid($"{path}.apiVersion", version, "apiVersion must specify API group");
        }
        else if (version.AsSpan().Count('/') > 1)
        {
            errors.Invalid($"{path}.apiVersion", version, $"unexpected GroupVersion string: {version}");
        }
    }

    private static void ValidateMetrics(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var metric in spec.Each("metrics"))
        {
            ValidateMetric(metric, $"spec.metrics[{index++}]", errors);
        }

        if (FieldErrors.Number(spec, "targetCPUUtilizationPercentage") is { } percentage and < 1)
        {
            errors.Invalid("spec.targetCPUUtilizationPercentage", percentage, "must be greater than 0");
        }
    }

    private static void ValidateMetric(JsonObject metric, string path, FieldErrors errors)
    {
        var type = metric.TextOf("type");
        if (type.Length == 0)
        {
            errors.Required($"{path}.type", "must specify a metric source type");
        }

        if (!Sources.Contains(type))
        {
            errors.NotSupported($"{path}.type", type, Sources);
        }

        var expected = type.Length == 0 ? "" : char.ToLowerInvariant(type[0]) + type[1..];
        var present = Members.Where(source => metric[source] is JsonObject).ToList();
        if (present.Count > 0)
        {
            ValidateSource(metric.At(present[0])!, present[0], $"{path}.{present[0]}", errors);
        }

        if (!Sources.Contains(type))
        {
            // The server looks twice.
            errors.NotSupported($"{path}.type", type, Sources);
        }
        else if (!present.Contains(expected))
        {
            errors.Required($"{path}.{expected}", "must populate information for the given metric source");
        }

        if (present.Count > 1)
        {
            foreach (var other in present.Where(source => source != expected))
            {
                errors.Forbidden($"{path}.{other}", "must populate the given metric source only");
            }
        }
    }

    private static void ValidateSource(JsonObject source, string kind, string path, FieldErrors errors)
    {
        if (kind == "object")
        {
            ValidateTarget(source["describedObject"] as JsonObject, $"{path}.describedObject", errors);
        }

        if (kind == "containerResource" && source.TextOf("container").Length == 0)
        {
            errors.Required($"{path}.container", "must specify a container name");
        }

        if (kind is "resource" or "containerResource")
        {
            if (source.TextOf("name").Length == 0)
            {
                errors.Required($"{path}.name", "must specify a resource name");
            }
        }
        else if (source.At("metric").TextOf("name").Length == 0)
        {
            errors.Required($"{path}.metric.name", "must specify a metric name");
        }

        var target = source.At("target") ?? [];
        ValidateMetricTarget(target, $"{path}.target", errors);
        var (value, average, utilization) = (target["value"], target["averageValue"], target["averageUtilization"]);
        switch (kind)
        {
            case "resource" or "containerResource" when utilization is null && average is null:
                errors.Required($"{path}.target.averageUtilization", "must set either a target raw value or a target utilization");
                break;
            case "resource" or "containerResource" when utilization is not null && average is not null:
                errors.Forbidden($"{path}.target.averageValue", "may not set both a target raw value and a target utilization");
                break;
            case "pods" when average is null:
                errors.Required($"{path}.target.averageValue", "must specify a positive target averageValue");
                break;
            case "object" or "external" when value is null && average is null:
                errors.Required($"{path}.target.averageValue", "must set either a target value for metric or a per-pod target");
                break;
            case "external" when value is not null && average is not null:
                errors.Forbidden($"{path}.target.value", "may not set both a target value for metric and a per-pod target");
                break;
        }
    }

    private static void ValidateMetricTarget(JsonObject target, string path, FieldErrors errors)
    {
        var type = target.TextOf("type");
        if (type.Length == 0)
        {
            errors.Required($"{path}.type", "must specify a metric target type");
        }
        else if (type is not ("Utilization" or "Value" or "AverageValue"))
        {
            errors.Invalid($"{path}.type", type, "must be either Utilization, Value, or AverageValue");
        }

        foreach (var name in (ReadOnlySpan<string>)["value", "averageValue"])
        {
            if (Quantity.TryParse(target.TextOf(name), out var quantity) && quantity.Sign <= 0)
            {
                errors.Invalid($"{path}.{name}", target[name], "must be positive");
            }
        }

        if (FieldErrors.Number(target, "averageUtilization") is { } utilization and < 1)
        {
            errors.Invalid($"{path}.averageUtilization", utilization, "must be greater than 0");
        }
    }

    private static void ValidateBehavior(JsonObject? behavior, FieldErrors errors)
    {
        foreach (var direction in (ReadOnlySpan<string>)["scaleUp", "scaleDown"])
        {
            if (behavior.At(direction) is not { } rules)
            {
                continue;
            }

            var path = $"spec.behavior.{direction}";
            if (FieldErrors.Number(rules, "stabilizationWindowSeconds") is { } window)
            {
                Bound(window, 0, LongestStabilization, $"{path}.stabilizationWindowSeconds", "must be greater than or equal to zero", errors);
            }

            errors.OneOf(rules, "selectPolicy", path, "Disabled", "Max", "Min");
            if (rules["policies"] is not JsonArray { Count: > 0 })
            {
                errors.Required($"{path}.policies", "must specify at least one Policy");
            }

            var index = 0;
            foreach (var policy in rules.Each("policies"))
            {
                var at = $"{path}.policies[{index++}]";
                errors.OneOf(policy, "type", at, "Percent", "Pods");
                Bound(FieldErrors.Number(policy, "value") ?? 0, 1, long.MaxValue, $"{at}.value", "must be greater than zero", errors);
                Bound(FieldErrors.Number(policy, "periodSeconds") ?? 0, 1, LongestPeriod, $"{at}.periodSeconds", "must be greater than zero", errors);
            }
        }
    }

    private static void Bound(long number, long least, long most, string path, string tooLittle, FieldErrors errors)
    {
        if (number < least)
        {
            errors.Invalid(path, number, tooLittle);
        }
        else if (number > most)
        {
            errors.Invalid(path, number, $"must be less than or equal to {most}");
        }
    }
}
