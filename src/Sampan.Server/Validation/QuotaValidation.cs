using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>core/v1 ResourceQuota: known resources, whole counts, scopes that fit together and to the resources.</summary>
internal static class QuotaValidation
{
    private const string Conflicting = "conflicting scopes";
    private const string Misapplied = "unsupported scope applied to resource";
    private const string Unknown = "unsupported scope";

    private static readonly string[] Scopes =
        ["BestEffort", "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating", "VolumeAttributesClass"];

    private static readonly string[][] Opposed = [["BestEffort", "NotBestEffort"], ["Terminating", "NotTerminating"]];

    public static void Validate(JsonObject quota, FieldErrors errors)
    {
        var spec = quota.At("spec") ?? [];
        ValidateAmounts(spec, "hard", "spec", errors);
        ValidateScopes(spec, errors);
        ValidateSelector(spec, errors);
    }

    /// <summary>Which objects a quota counts is settled when it is made.</summary>
    public static void CheckUpdate(JsonObject quota, JsonObject before, FieldErrors errors)
    {
        if (!FieldErrors.Texts(quota.At("spec"), "scopes").ToHashSet(StringComparer.Ordinal).SetEquals(FieldErrors.Texts(before.At("spec"), "scopes")))
        {
            errors.Invalid("spec.scopes", quota.At("spec")?["scopes"], "field is immutable");
        }
    }

    public static void CheckStatus(JsonObject quota, FieldErrors errors)
    {
        ValidateAmounts(quota.At("status") ?? [], "hard", "status", errors);
        ValidateAmounts(quota.At("status") ?? [], "used", "status", errors);
    }

    private static void ValidateAmounts(JsonObject owner, string list, string path, FieldErrors errors)
    {
        foreach (var (name, value) in owner[list] as JsonObject ?? [])
        {
            ResourceNames.ValidateOfQuotas(name, $"{path}.{list}[{name}]", errors);
            ResourceNames.ValidateAmount(name, value?.ToString() ?? "", $"{path}.{list}[{name}]", errors);
        }
    }

    private static void ValidateScopes(JsonObject spec, FieldErrors errors)
    {
        var scopes = FieldErrors.Texts(spec, "scopes");
        foreach (var scope in scopes)
        {
            if (!Scopes.Contains(scope))
            {
                errors.Invalid("spec.scopes", spec["scopes"], Unknown);
            }

            foreach (var _ in Misfits(spec, scope))
            {
                errors.Invalid("spec.scopes", spec["scopes"], Misapplied);
            }
        }

        foreach (var _ in Opposed.Where(pair => pair.All(scopes.Contains)))
        {
            errors.Invalid("spec.scopes", spec["scopes"], Conflicting);
        }
    }

    // The faults of all expressions are reported at the list's path, without their index.
    private static void ValidateSelector(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.scopeSelector.matchExpressions";
        var selector = spec.At("scopeSelector");
        var scopes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var expression in selector.Each("matchExpressions"))
        {
            var scope = expression.TextOf("scopeName");
            scopes.Add(scope);
            if (!Scopes.Contains(scope))
            {
                errors.Invalid($"{path}.scopeName", scope, Unknown);
            }

            foreach (var _ in Misfits(spec, scope))
            {
                errors.InvalidAsShown(path, InternalForm.ScopeSelector.Show(selector), Misapplied);
            }

            ValidateExpression(expression, scope, path, errors);
        }

        foreach (var _ in Opposed.Where(pair => pair.All(scopes.Contains)))
        {
            errors.Invalid(path, spec["scopes"], Conflicting);
        }
    }

    private static void ValidateExpression(JsonObject expression, string scope, string path, FieldErrors errors)
    {
        var @operator = expression.TextOf("operator");
        if (scope is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity" && @operator != "Exists")
        {
            errors.Invalid($"{path}.operator", @operator, "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
        }

        var hasValues = expression["values"] is JsonArray { Count: > 0 };
        switch (@operator)
        {
            case "In" or "NotIn" when !hasValues:
                errors.Required($"{path}.values", "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                break;
            case "Exists" or "DoesNotExist" when hasValues:
                errors.Invalid($"{path}.values", expression["values"], "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist":
                break;
            default:
                errors.Invalid($"{path}.operator", @operator, "not a valid selector operator");
                break;
        }
    }

    private static IEnumerable<string> Misfits(JsonObject spec, string scope) =>
        (spec["hard"] as JsonObject ?? []).Select(limit => limit.Key).Where(resource => ResourceNames.IsOfQuotas(resource) && !Fits(scope, resource)).Order(StringComparer.Ordinal);

    // Which resources a scope can limit: only pods, and what they compute with, are in the scopes of pods.
    private static bool Fits(string scope, string resource) => scope switch
    {
        "BestEffort" => resource == "pods",
        "Terminating" or "NotTerminating" or "NotBestEffort" or "PriorityClass" or "CrossNamespacePodAffinity" =>
            resource is "pods" or "cpu" or "memory" or "limits.cpu" or "limits.memory" or "requests.cpu" or "requests.memory",
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => true,
    };
}
