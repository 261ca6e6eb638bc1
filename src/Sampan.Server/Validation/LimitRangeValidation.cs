using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 LimitRange: bounds and defaults must not contradict each other.</summary>
internal static class LimitRangeValidation
{
    public static void Validate(JsonObject range, FieldErrors errors)
    {
        var types = new HashSet<string>(StringComparer.Ordinal);
        var index = 0;
        foreach (var limit in range.At("spec").Each("limits"))
        {
            var path = $"spec.limits[{index++}]";
            var type = limit.TextOf("type");
            if (!types.Add(type))
            {
                errors.Duplicate($"{path}.type", type);
            }

            if (type == "Pod")
            {
                foreach (var name in (ReadOnlySpan<string>)["default", "defaultRequest"])
                {
                    if (limit[name] is JsonObject { Count: > 0 })
                    {
                        errors.Forbidden($"{path}.{name}", "may not be specified when `type` is 'Pod'");
                    }
                }
            }
            else if (type == "PersistentVolumeClaim" && limit.At("min")?["storage"] is null && limit.At("max")?["storage"] is null)
            {
                errors.Required($"{path}.limits", "either minimum or maximum storage value is required, but neither was provided");
            }

            var resources = ((string[])["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"])
                .SelectMany(list => (limit[list] as JsonObject ?? []).Select(resource => resource.Key))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal);
            foreach (var resource in resources)
            {
                ValidateResource(limit, resource, path, errors);
            }
        }
    }

    private static void ValidateResource(JsonObject limit, string resource, string path, FieldErrors errors)
    {
        var min = Read(limit, "min", resource);
        var max = Read(limit, "max", resource);
        var request = Read(limit, "defaultRequest", resource);
        var standard = Read(limit, "default", resource);
        Compare(min, max, "min value", "max value", $"{path}.min[{resource}]", min, errors);
        Compare(min, request, "min value", "default request value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(request, max, "default request value", "max value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(request, standard, "default request value", "default limit value", $"{path}.defaultRequest[{resource}]", request, errors);
        Compare(min, standard, "min value", "default value", $"{path}.default[{resource}]", min, errors);
        Compare(standard, max, "default value", "max value", $"{path}.default[{resource}]", max, errors);
        if (Read(limit, "maxLimitRequestRatio", resource) is { } ratio && ratio.CompareTo(Quantity.Of(1)) < 0)
        {
            errors.Invalid($"{path}.maxLimitRequestRatio[{resource}]", ratio.ToString(), $"ratio {ratio} is less than 1");
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
