using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Pods;

/// <summary>core/v1 TopologySpreadConstraint.</summary>
internal static class TopologySpreadValidation
{
    private const string NotPositive = "must be greater than zero";

    public static void Validate(JsonObject spec, string path, FieldErrors errors)
    {
        var constraints = spec.Each("topologySpreadConstraints").ToList();
        for (var i = 0; i < constraints.Count; i++)
        {
            Validate(constraints[i], constraints[(i + 1)..], $"{path}[{i}]", errors);
        }
    }

    private static void Validate(JsonObject constraint, List<JsonObject> later, string path, FieldErrors errors)
    {
        var (key, action) = (constraint.TextOf("topologyKey"), constraint.TextOf("whenUnsatisfiable"));
        if (FieldErrors.Number(constraint, "maxSkew") is not > 0)
        {
            errors.Invalid($"{path}.maxSkew", FieldErrors.Number(constraint, "maxSkew") ?? 0, NotPositive);
        }

        if (key.Length == 0)
        {
            errors.Required($"{path}.topologyKey", "can not be empty");
        }

        if (action is not ("DoNotSchedule" or "ScheduleAnyway"))
        {
            errors.NotSupported($"{path}.whenUnsatisfiable", action, "DoNotSchedule", "ScheduleAnyway");
        }

        if (later.Exists(other => other.TextOf("topologyKey") == key && other.TextOf("whenUnsatisfiable") == action))
        {
            errors.Duplicate($"{path}.{{topologyKey, whenUnsatisfiable}}", $"{{{key}, {action}}}");
        }

        ValidateDomains(constraint, action, path, errors);
        errors.OneOf(constraint, "nodeAffinityPolicy", path, "Honor", "Ignore");
        errors.OneOf(constraint, "nodeTaintsPolicy", path, "Honor", "Ignore");
        ValidateLabelKeys(constraint, $"{path}.matchLabelKeys", errors);
        SelectorValidation.Validate(constraint["labelSelector"] as JsonObject, $"{path}.labelSelector", errors);
    }

    private static void ValidateDomains(JsonObject constraint, string action, string path, FieldErrors errors)
    {
        if (FieldErrors.Number(constraint, "minDomains") is not { } domains)
        {
            return;
        }

        if (domains <= 0)
        {
            errors.Invalid($"{path}.minDomains", domains, NotPositive);
        }

        if (action != "DoNotSchedule")
        {
            errors.Invalid($"{path}.minDomains", domains, $"can only use minDomains if whenUnsatisfiable=DoNotSchedule, not {action}");
        }
    }

    private static void ValidateLabelKeys(JsonObject constraint, string path, FieldErrors errors)
    {
        if (constraint["matchLabelKeys"] is not JsonArray { Count: > 0 } keys)
        {
            return;
        }

        var selector = constraint["labelSelector"] as JsonObject;
        if (selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
        }

        var selected = (selector.At("matchLabels") ?? []).Select(label => label.Key)
            .Concat(selector.Each("matchExpressions").Select(expression => expression.TextOf("key")))
            .ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i]?.ToString() ?? "";
            errors.Invalid($"{path}[{i}]", key, LabelSyntax.KeyErrors(key));
            if (selected.Contains(key))
            {
                errors.Invalid($"{path}[{i}]", key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
