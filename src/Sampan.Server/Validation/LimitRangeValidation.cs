using System.Globalization;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 LimitRange: bounds and defaults must not contradict each other.</summary>
internal static class LimitRangeValidation
{
    // Amounts above it are compared as whole numbers, as a thousand times as much would not fit.
    private const long MostInParts = long.MaxValue / 1000;

    public static void Validate(JsonObject range, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var limit in range.At("spec").Each("limits"))
        {
            var path = $"spec.limits[{index++}]";
            ValidateType(limit.TextOf("type"), types, $"{path}.type", errors);
            ValidateLimit(limit, limit.TextOf("type"), path, errors);
        }
    }

    private static void ValidateType(string type, HashSet<string> known, string path, FieldErrors errors)
    {
        var faults = LabelSyntax.KeyErrors(type);
        errors.Invalid(path, type, faults);
        if (faults.Count == 0 && !type.Contains('/', StringComparison.Ordinal) && type is not ("Pod" or "Container" or "PersistentVolumeClaim"))
        {
            errors.Invalid(path, type, "must be a standard limit type or fully qualified");
        }

        if (!known.Add(type))
        {
            errors.Duplicate(path, type);
        }
    }

    private static void ValidateLimit(JsonObject limit, string type, string path, FieldErrors errors)
    {
        var isOfPods = type == "Pod";
        ValidateNames(limit, type, path, errors, "max", "min");
        if (!isOfPods)
        {
            ValidateNames(limit, type, path, errors, "default", "defaultRequest");
        }
        else
        {
            foreach (var name in (ReadOnlySpan<string>)["default", "defaultRequest"])
            {
                if (limit[name] is JsonObject { Count: > 0 })
                {
                    errors.Forbidden($"{path}.{name}", "may not be specified when `type` is 'Pod'");
                }
            }
        }

        if (type == "PersistentVolumeClaim" && limit.At("min")?["storage"] is null && limit.At("max")?["storage"] is null)
        {
            errors.Required($"{path}.limits", "either minimum or maximum storage value is required, but neither was provided");
        }

        ValidateNames(limit, type, path, errors, "maxLimitRequestRatio");
        string[] compared = isOfPods ? ["max", "min", "maxLimitRequestRatio"] : ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];
        foreach (var resource in compared.SelectMany(list => (limit[list] as JsonObject ?? []).Select(amount => amount.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            ValidateResource(limit, isOfPods, resource, path, errors);
        }
    }

    private static void ValidateNames(JsonObject limit, string type, string path, FieldErrors errors, params ReadOnlySpan<string> lists)
    {
        foreach (var list in lists)
        {
            foreach (var (name, _) in limit[list] as JsonObject ?? [])
            {
                if (type is "Pod" or "Container")
                {
                    ResourceNames.ValidateOfContainers(name, $"{path}.{list}[{name}]", errors);
                }
                else
                {
                    ResourceNames.Validate(name, $"{path}.{list}[{name}]", errors);
                }
            }
        }
    }

    private static void ValidateResource(JsonObject limit, bool isOfPods, string resource, string path, FieldErrors errors)
    {
        var min = Read(limit, "min", resource);
        var max = Read(limit, "max", resource);
        var request = isOfPods ? null : Read(limit, "defaultRequest", resource);
        var standard = isOfPods ? null : Read(limit, "default", resource);
        Compare(min, max, "min value", "max value", $"{path}.min[{resource}]", min, errors);
        Compare(min, request, "min value", "default request value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(request, max, "default request value", "max value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(request, standard, "default request value", "default limit value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(min, standard, "min value", "default value", $"{path}.default[{resource}]", min, errors);
        Compare(standard, max, "default value", "max value", $"{path}.default[{resource}]", max, errors);
        if (Read(limit, "maxLimitRequestRatio", resource) is { } ratio)
        {
            ValidateRatio(ratio, min, max, $"{path}.maxLimitRequestRatio[{resource}]", errors);
        }

        if (!ResourceNames.MayOvercommit(resource) && standard is { } most && request is { } asked && most != asked)
        {
            errors.Invalid($"{path}.defaultRequest[{resource}]", asked.ToString(), $"default value {most} must equal to defaultRequest value {asked} in {resource}");
        }
    }

    private static void ValidateRatio(Quantity ratio, Quantity? min, Quantity? max, string path, FieldErrors errors)
    {
        if (ratio.CompareTo(Quantity.Of(1)) < 0)
        {
            errors.Invalid(path, ratio.ToString(), $"ratio {ratio} is less than 1");
        }

        if (min is not { } low || max is not { } high)
        {
            return;
        }

        var isInParts = ratio.Value < MostInParts && low.Value < MostInParts && high.Value < MostInParts;
        var most = isInParts ? (double)high.MilliValue / low.MilliValue : (double)high.Value / low.Value;
        if ((isInParts ? ratio.MilliValue / 1000.0 : ratio.Value) > most)
        {
            errors.Invalid(path, ratio.ToString(), $"ratio {ratio} is greater than max/min = {most.ToString("F6", CultureInfo.InvariantCulture)}");
        }
    }

    private static void Compare(Quantity? lower, Quantity? upper, string lowerName, string upperName, string path, Quantity? shown, FieldErrors errors)
    {
        if (lower is { } low && upper is { } high && low.CompareTo(high) > 0)
        {
            errors.Invalid(path, shown.ToString(), $"{lowerName} {low} is greater than {upperName} {high}");
        }
    }

    private static Quantity? Read(JsonObject limit, string list, string resource) =>
        Quantity.TryParse((limit[list] as JsonObject).TextOf(resource), out var quantity) ? quantity : null;
}
