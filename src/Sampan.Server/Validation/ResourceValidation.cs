using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 ResourceRequirements of a container.</summary>
internal static class ResourceValidation
{
    private const string HugePages = "hugepages-";

    public static void Validate(JsonObject? resources, string path, FieldErrors errors)
    {
        var limits = resources?["limits"] as JsonObject ?? [];
        var requests = resources?["requests"] as JsonObject ?? [];
        foreach (var (name, _) in limits)
        {
            ValidateAmount(name, limits.TextOf(name), $"{path}.limits[{name}]", errors);
        }

        foreach (var (name, _) in requests)
        {
            ValidateAmount(name, requests.TextOf(name), $"{path}.requests[{name}]", errors);
            ValidateRequest(name, requests, limits, path, errors);
        }

        var all = limits.Concat(requests).Select(resource => resource.Key).ToList();
        if (all.Exists(name => name.StartsWith(HugePages, StringComparison.Ordinal)) && !all.Contains("cpu") && !all.Contains("memory"))
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static void ValidateRequest(string name, JsonObject requests, JsonObject limits, string path, FieldErrors errors)
    {
        var request = Parse(requests.TextOf(name));
        if (limits[name] is null)
        {
            if (name.Contains('/', StringComparison.Ordinal) || name.StartsWith(HugePages, StringComparison.Ordinal))
            {
                errors.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
            }

            return;
        }

        var limit = Parse(limits.TextOf(name));
        if (request.CompareTo(limit) > 0)
        {
            errors.Invalid($"{path}.requests", requests.TextOf(name), $"must be less than or equal to {name} limit of {limits.TextOf(name)}");
        }
    }

    private static void ValidateAmount(string name, string text, string path, FieldErrors errors)
    {
        errors.Invalid(path, name, LabelSyntax.KeyErrors(name));
        var isStandard = name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith(HugePages, StringComparison.Ordinal);
        if (!name.Contains('/', StringComparison.Ordinal) && !isStandard)
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
            errors.Invalid(path, name, "must be a standard resource for containers");
        }

        var quantity = Parse(text);
        if (quantity.Sign < 0)
        {
            errors.Invalid(path, text, "must be greater than or equal to 0");
        }
        else if (name.Contains('/', StringComparison.Ordinal) && quantity.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, text, "must be an integer");
        }
    }

    private static Quantity Parse(string text) => Quantity.TryParse(text, out var quantity) ? quantity : Quantity.Zero;
}
