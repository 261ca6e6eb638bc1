using System.Text.Json.Nodes;
using Sampan.Kubernetes.Quantities;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 ResourceQuota: known resources, whole counts, scopes that fit together and to the resources.</summary>
internal static class QuotaValidation
{
    private static readonly string[] Countable =
        ["pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers"];

    private static readonly string[] Measured =
        ["cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage"];

    private static readonly string[] Scopes =
        ["BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating", "VolumeAttributesClass"];

    public static void Validate(JsonObject quota, FieldErrors errors)
    {
        var spec = quota.At("spec") ?? [];
        foreach (var (name, value) in spec["hard"] as JsonObject ?? [])
        {
            ValidateResource(name, value?.ToString() ?? "", $"spec.hard[{name}]", errors);
        }

        ValidateScopes(spec, errors);
        ValidateSelector(spec, errors);
    }

    private static void ValidateResource(string name, string text, string path, FieldErrors errors)
    {
        errors.Invalid(path, name, LabelSyntax.KeyErrors(name));
        if (!name.Contains('/', StringComparison.Ordinal) && !IsStandard(name))
        {
            errors.Invalid(path, name, "must be a standard resource for quota");
        }

        if (!Quantity.TryParse(text, out var quantity))
        {
            return;
        }

        if (quantity.Sign < 0)
        {
            errors.Invalid(path, text, "must be greater than or equal to 0");
        }

        if (IsWhole(name) && quantity.MilliValue % 1000 != 0)
        {
            errors.Invalid(path, text, "must be an integer");
        }
    }

    private static bool IsStandard(string name) =>
        Countable.Contains(name) || Measured.Contains(name) || name.StartsWith("hugepages-", StringComparison.Ordinal) || name.StartsWith("requests.hugepages-", StringComparison.Ordinal);

    private static bool IsWhole(string name) => Countable.Contains(name) || name.StartsWith("count/", StringComparison.Ordinal);

    private static void ValidateScopes(JsonObject spec, FieldErrors errors)
    {
        var scopes = (spec["scopes"] as JsonArray ?? []).Select(scope => scope?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);
        foreach (var scope in spec["scopes"] as JsonArray ?? [])
        {
            if (!Scopes.Contains(scope?.ToString()))
            {
                errors.Invalid("spec.scopes", spec["scopes"], "unsupported scope");
            }

            foreach (var (resource, _) in spec["hard"] as JsonObject ?? [])
            {
                if (IsStandard(resource) && !Fits(scope?.ToString() ?? "", resource))
                {
                    errors.Invalid("spec.scopes", spec["scopes"], "unsupported scope applied to resource");
                }
            }
        }

        if (scopes.IsSupersetOf(["BestEffort", "NotBestEffort"]) || scopes.IsSupersetOf(["Terminating", "NotTerminating"]))
        {
            errors.Invalid("spec.scopes", spec["scopes"], "conflicting scopes");
        }
    }

    private static void ValidateSelector(JsonObject spec, FieldErrors errors)
    {
        var index = 0;
        foreach (var expression in spec.At("scopeSelector").Each("matchExpressions"))
        {
            var path = $"spec.scopeSelector.matchExpressions[{index++}]";
            var scope = expression.TextOf("scopeName");
            var @operator = expression.TextOf("operator");
            var isSet = expression["values"] is JsonArray { Count: > 0 };
            if (!Scopes.Contains(scope))
            {
                errors.Invalid($"{path}.scopeName", scope, "unsupported scope");
            }

            if (scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity" && @operator != "Exists")
            {
                errors.Invalid($"{path}.operator", @operator, "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }

            switch (@operator)
            {
                case "In" or "NotIn" when !isSet:
                    errors.Required($"{path}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                    break;
                case "Exists" or "DoesNotExist" when isSet:
                    errors.Invalid($"{path}.values", expression["values"], "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                    break;
                case "In" or "NotIn" or "Exists" or "DoesNotExist":
                    break;
                default:
                    errors.Invalid($"{path}.operator", @operator, "not a valid selector operator");
                    break;
            }
        }
    }

    // Which resources a scope can limit; only pods are in the scopes of pods.
    private static bool Fits(string scope, string resource) => scope switch
    {
        "BestEffort" => resource == "pods",
        "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" =>
            resource == "pods" || (Measured.Contains(resource) && resource != "requests.storage") || resource.Contains("hugepages-", StringComparison.Ordinal),
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => true,
    };
}
