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

        // Only what has been scaled to nothing before may stay so.
        var least = FieldErrors.Number(errors.Before.At("spec"), "minReplicas") == 0 ? 0 : 1;
        if (min < least)
        {
            errors.Invalid("spec.minReplicas", min, $"must be greater than or equal to {least}");
        }

        if (max < 1)
        {
            errors.Invalid("spec.maxReplicas", max, "must be greater than 0");
        }

        if (min > max)
        {
            errors.Invalid("spec.maxReplicas", max, "must be greater than or equal to `minReplicas`");
        }

        var target = spec["scaleTargetRef"] as JsonObject ?? [];
        var old = errors.Before.At("spec", "scaleTargetRef");
        ValidateReference(target, needsGroup: target.TextOf("kind") != "ReplicationController", old, "spec.scaleTargetRef", errors);
        ValidateMetrics(spec, min == 0, errors);
        ValidateBehavior(spec["behavior"] as JsonObject, errors);
    }

    // A version that was wrong before may stay so.
    private static void ValidateReference(JsonObject reference, bool needsGroup, JsonObject? old, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["kind", "name"])
        {
            if (reference.TextOf(name).Length == 0)
            {
                errors.Required($"{path}.{name}");
            }
            else
            {
                errors.Invalid($"{path}.{name}", reference.TextOf(name), Names.PathSegment(reference.TextOf(name)));
            }
        }

        if (old is not null && VersionFault(old, needsGroup) is not null)
        {
            return;
        }

        if (VersionFault(reference, needsGroup) is { } fault)
        {
            errors.Invalid($"{path}.apiVersion", reference.TextOf("apiVersion"), fault);
        }
    }

    private static string? VersionFault(JsonObject reference, bool needsGroup)
    {
        var version = reference.TextOf("apiVersion");
        return version.AsSpan().Count('/') > 1 ? $"unexpected GroupVersion string: {version}"
            : needsGroup && version.IndexOf('/', StringComparison.Ordinal) <= 0 ? "apiVersion must specify API group"
            : null;
    }

    private static void ValidateMetrics(JsonObject spec, bool scalesToNothing, FieldErrors errors)
    {
        var metrics = spec.Each("metrics").ToList();
        for (var i = 0; i < metrics.Count; i++)
        {
            ValidateMetric(metrics[i], $"spec.metrics[{i}]", errors);
        }

        if (FieldErrors.Number(spec, "targetCPUUtilizationPercentage") is { } percentage and < 1)
        {
            // What the first version has as a field of its own is a metric of the second, the last one.
            errors.Invalid($"spec.metrics[{metrics.Count}].resource.target.averageUtilization", percentage, "must be greater than 0");
        }

        if (scalesToNothing && !metrics.Exists(metric => metric.TextOf("type") is "Object" or "External"))
        {
            errors.Forbidden("spec.metrics", "must specify at least one Object or External metric to support scaling to zero replicas");
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
        switch (kind)
        {
            case "object":
                ValidateReference(source.At("describedObject") ?? [], needsGroup: false, old: null, $"{path}.describedObject", errors);
                ValidateIdentifier(source, path, errors);
                break;
            case "external" or "pods":
                ValidateIdentifier(source, path, errors);
                break;
            default:
                ValidateResource(source, kind == "containerResource", path, errors);
                break;
        }

        var target = source.At("target") ?? [];
        ValidateTarget(target, $"{path}.target", errors);
        ValidateChoice(target, kind, $"{path}.target", errors);
    }

    private static void ValidateIdentifier(JsonObject source, string path, FieldErrors errors)
    {
        var name = source.At("metric").TextOf("name");
        if (name.Length == 0)
        {
            errors.Required($"{path}.metric.name", "must specify a metric name");
        }
        else
        {
            errors.Invalid($"{path}.metric.name", name, Names.PathSegment(name));
        }
    }

    private static void ValidateResource(JsonObject source, bool isOfContainer, string path, FieldErrors errors)
    {
        var (name, container) = (source.TextOf("name"), source.TextOf("container"));
        if (name.Length == 0)
        {
            errors.Required($"{path}.name", "must specify a resource name");
        }
        else if (isOfContainer)
        {
            ResourceNames.ValidateOfContainers(name, $"{path}.name", errors);
        }

        if (isOfContainer && container.Length == 0)
        {
            errors.Required($"{path}.container", "must specify a container");
        }
        else if (isOfContainer)
        {
            errors.Invalid($"{path}.container", container, Names.Label(container));
        }
    }

    // Which of the kinds of targets a source can have, and how many of them.
    private static void ValidateChoice(JsonObject target, string kind, string path, FieldErrors errors)
    {
        var (value, average, utilization) = (target["value"], target["averageValue"], target["averageUtilization"]);
        switch (kind)
        {
            case "resource" or "containerResource" when utilization is null && average is null:
                errors.Required($"{path}.averageUtilization", "must set either a target raw value or a target utilization");
                break;
            case "resource" or "containerResource" when utilization is not null && average is not null:
                errors.Forbidden($"{path}.averageValue", "may not set both a target raw value and a target utilization");
                break;
            case "pods" when average is null:
                errors.Required($"{path}.averageValue", "must specify a positive target averageValue");
                break;
            case "object" when value is null && average is null:
                errors.Required($"{path}.averageValue", "must set either a target value or averageValue");
                break;
            case "external" when value is null && average is null:
                errors.Required($"{path}.averageValue", "must set either a target value for metric or a per-pod target");
                break;
            case "external" when value is not null && average is not null:
                errors.Forbidden($"{path}.value", "may not set both a target value for metric and a per-pod target");
                break;
        }
    }

    private static void ValidateTarget(JsonObject target, string path, FieldErrors errors)
    {
        var type = target.TextOf("type");
        if (type.Length == 0)
        {
            errors.Required($"{path}.type", "must specify a metric target type");
        }

        if (type is not ("Utilization" or "Value" or "AverageValue"))
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
                if (policy.TextOf("type") is not ("Percent" or "Pods"))
                {
                    errors.NotSupported($"{at}.type", policy.TextOf("type"), "Percent", "Pods");
                }

                Bound(FieldErrors.Number(policy, "value") ?? 0, 1, long.MaxValue, $"{at}.value", "must be greater than zero", errors);
                Bound(FieldErrors.Number(policy, "periodSeconds") ?? 0, 1, LongestPeriod, $"{at}.periodSeconds", "must be greater than zero", errors);
            }

            if (Quantity.TryParse(rules.TextOf("tolerance"), out var tolerance) && tolerance.Sign < 0)
            {
                errors.Invalid($"{path}.tolerance", rules["tolerance"], "must be greater than or equal to 0");
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
