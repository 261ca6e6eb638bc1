using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Quotas;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 ResourceRequirements of a container, and of a pod as a whole.</summary>
internal static class ResourceValidation
{
    private const string HugePages = "hugepages-";

    public static void Validate(JsonObject? resources, PodScope scope, string path)
    {
        ValidateRequirements(resources, ResourceNames.ValidateOfContainers, path, scope.Errors);
        ResourceClaimValidation.ValidateReferences(resources, scope, $"{path}.claims");
    }

    /// <summary>What the pod as a whole asks for: at least what its containers do together.</summary>
    public static void ValidatePod(PodScope scope, string path)
    {
        if (scope.Spec["resources"] is not JsonObject resources)
        {
            return;
        }

        if (resources["claims"] is JsonArray { Count: > 0 })
        {
            scope.Errors.Forbidden($"{path}.claims", "claims cannot be set for Resources at pod-level");
        }

        ValidateRequirements(resources, ValidatePodName, path, scope.Errors);
        ValidateConsistency(scope, resources, path);
    }

    /// <summary>What a pod takes beside its containers, judged as the limits of one.</summary>
    public static void ValidateOverhead(JsonObject amounts, string path, FieldErrors errors) =>
        ValidateRequirements(new JsonObject { ["limits"] = amounts.DeepClone() }, ResourceNames.ValidateOfContainers, path, errors);

    private static void ValidateRequirements(JsonObject? resources, Action<string, string, FieldErrors> validateName, string path, FieldErrors errors)
    {
        var limits = resources?["limits"] as JsonObject ?? [];
        var requests = resources?["requests"] as JsonObject ?? [];
        foreach (var (name, _) in limits)
        {
            ValidateAmount(name, limits.TextOf(name), validateName, $"{path}.limits[{name}]", errors);
            ValidateHugePages(name, limits.TextOf(name), $"{path}.limits[{name}]", errors);
        }

        foreach (var (name, _) in requests)
        {
            ValidateAmount(name, requests.TextOf(name), validateName, $"{path}.requests[{name}]", errors);
            ValidateRequest(name, requests, limits, path, errors);
            ValidateHugePages(name, requests.TextOf(name), $"{path}.requests[{name}]", errors);
        }

        var all = limits.Concat(requests).Select(resource => resource.Key).ToList();
        if (all.Exists(ResourceNames.IsHugePages) && !all.Contains("cpu") && !all.Contains("memory"))
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static void ValidateRequest(string name, JsonObject requests, JsonObject limits, string path, FieldErrors errors)
    {
        var request = Parse(requests.TextOf(name));
        var mayExceed = ResourceNames.MayOvercommit(name);
        if (limits[name] is null)
        {
            if (!mayExceed)
            {
                errors.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
            }

            return;
        }

        var limit = Parse(limits.TextOf(name));
        if (!mayExceed && request != limit)
        {
            errors.Invalid($"{path}.requests", requests.TextOf(name), $"must be equal to {name} limit of {limits.TextOf(name)}");
        }
        else if (request.CompareTo(limit) > 0)
        {
            errors.Invalid($"{path}.requests", requests.TextOf(name), $"must be less than or equal to {name} limit of {limits.TextOf(name)}");
        }
    }

    private static void ValidateAmount(string name, string text, Action<string, string, FieldErrors> validateName, string path, FieldErrors errors)
    {
        validateName(name, path, errors);
        ResourceNames.ValidateAmount(name, text, path, errors);
    }

    private static void ValidateHugePages(string name, string text, string path, FieldErrors errors)
    {
        if (!ResourceNames.IsHugePages(name))
        {
            return;
        }

        var (size, quantity) = (Parse(name[HugePages.Length..]), Parse(text));
        if (size.Sign <= 0 || size.MilliValue % 1000 != 0 || quantity.Value % size.Value != 0)
        {
            errors.Invalid(path, text, $"{text} is not positive integer multiple of {name}");
        }
    }

    private static void ValidatePodName(string name, string path, FieldErrors errors)
    {
        if (ResourceNames.Validate(name, path, errors) && name is not ("cpu" or "memory") && !ResourceNames.IsHugePages(name))
        {
            errors.NotSupported(path, name, "cpu", HugePages, "memory");
        }
    }

    private static void ValidateConsistency(PodScope scope, JsonObject resources, string path)
    {
        var spec = scope.Spec.DeepClone().AsObject();
        spec.Remove("resources");
        spec.Remove("overhead");
        var requests = resources["requests"] as JsonObject;
        foreach (var (name, together) in PodResources.Of(KubernetesObject.From(new JsonObject { ["spec"] = spec }).Root.Member("spec")!.Value, "requests").OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var amount = Parse(requests.TextOf(name));
            if ((name is "cpu" or "memory" || ResourceNames.IsHugePages(name)) && together.CompareTo(amount) > 0)
            {
                scope.Errors.Invalid($"{path}.requests[{name}]", amount.ToString(), $"must be greater than or equal to aggregate container requests of {together}");
            }
        }

        var limits = resources["limits"] as JsonObject;
        var index = 0;
        foreach (var own in scope.Spec.Each("containers").Select(container => container.At("resources", "limits") ?? []))
        {
            foreach (var (name, _) in own.Where(limit => limits?[limit.Key] is not null && Parse(own.TextOf(limit.Key)).CompareTo(Parse(limits.TextOf(limit.Key))) > 0))
            {
                scope.Errors.Invalid($"{path}.containers[{index}][{name}].limits", own.TextOf(name), $"must be less than or equal to pod limits of {limits.TextOf(name)}");
            }

            index++;
        }
    }

    private static Quantity Parse(string text) => Quantity.TryParse(text, out var quantity) ? quantity : Quantity.Zero;
}
