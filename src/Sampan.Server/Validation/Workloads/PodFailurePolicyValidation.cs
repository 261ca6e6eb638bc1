using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Workloads;

/// <summary>batch/v1 Job's podFailurePolicy: rules on exit codes or conditions.</summary>
internal static class PodFailurePolicyValidation
{
    private const int MaxRules = 20;
    private const int MaxCodes = 255;
    private const int MaxConditions = 20;

    public static void Validate(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["podFailurePolicy"] is not JsonObject policy)
        {
            return;
        }

        var rules = policy.Each("rules").ToList();
        if (rules.Count > MaxRules)
        {
            errors.TooMany($"{path}.podFailurePolicy.rules", rules.Count, MaxRules);
        }

        var containers = spec.At("template", "spec").Each("containers").Concat(spec.At("template", "spec").Each("initContainers")).Select(container => container.TextOf("name")).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            ValidateRule(rules[i], spec, containers, $"{path}.podFailurePolicy.rules[{i}]", errors);
        }
    }

    private static void ValidateRule(JsonObject rule, JsonObject spec, HashSet<string> containers, string path, FieldErrors errors)
    {
        var action = rule.TextOf("action");
        if (action.Length == 0)
        {
            errors.Required($"{path}.action", "valid values: [\"Count\" \"FailIndex\" \"FailJob\" \"Ignore\"]");
        }
        else if (action == "FailIndex" && spec["backoffLimitPerIndex"] is null)
        {
            errors.Invalid($"{path}.action", action, "requires the backoffLimitPerIndex to be set");
        }
        else
        {
            errors.OneOf(rule, "action", path, "Count", "FailIndex", "FailJob", "Ignore");
        }

        var conditions = rule["onPodConditions"] is JsonArray { Count: > 0 };
        if (rule["onExitCodes"] is JsonObject codes)
        {
            ValidateCodes(codes, containers, $"{path}.onExitCodes", errors);
        }

        if (conditions)
        {
            ValidateConditions(rule, $"{path}.onPodConditions", errors);
        }

        if (rule["onExitCodes"] is JsonObject == conditions)
        {
            errors.InvalidWithoutValue(path, conditions ? "specifying both OnExitCodes and OnPodConditions is not supported" : "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void ValidateCodes(JsonObject codes, HashSet<string> containers, string path, FieldErrors errors)
    {
        var isIn = codes.TextOf("operator") == "In";
        if (codes.TextOf("operator").Length == 0)
        {
            errors.Required($"{path}.operator", "valid values: [\"In\" \"NotIn\"]");
        }
        else
        {
            errors.OneOf(codes, "operator", path, "In", "NotIn");
        }

        if (codes["containerName"] is JsonValue name && !containers.Contains(name.ToString()))
        {
            errors.Invalid($"{path}.containerName", name, "must be one of the container or initContainer names in the pod template");
        }

        var values = (codes["values"] as JsonArray ?? []).Select(value => long.TryParse(value?.ToJsonString(), out var number) ? number : 0).ToList();
        if (values.Count == 0)
        {
            errors.Invalid($"{path}.values", codes["values"], "at least one value is required");
        }
        else if (values.Count > MaxCodes)
        {
            errors.TooMany($"{path}.values", values.Count, MaxCodes);
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (isIn && values[i] == 0)
            {
                errors.Invalid($"{path}.values[{i}]", values[i], "must not be 0 for the In operator");
            }

            if (values.IndexOf(values[i]) < i)
            {
                errors.Duplicate($"{path}.values[{i}]", values[i]);
            }
        }

        if (Enumerable.Range(1, Math.Max(0, values.Count - 1)).Any(i => values[i - 1] > values[i]))
        {
            errors.Invalid($"{path}.values", codes["values"], "must be ordered");
        }
    }

    private static void ValidateConditions(JsonObject rule, string path, FieldErrors errors)
    {
        var patterns = rule.Each("onPodConditions").ToList();
        if (patterns.Count > MaxConditions)
        {
            errors.TooMany(path, patterns.Count, MaxConditions);
        }

        var index = 0;
        foreach (var condition in patterns)
        {
            var at = $"{path}[{index++}]";
            errors.Invalid($"{at}.type", condition.TextOf("type"), LabelSyntax.KeyErrors(condition.TextOf("type")));

            if (condition.TextOf("status").Length == 0)
            {
                errors.Required($"{at}.status", "valid values: [\"False\" \"True\" \"Unknown\"]");
            }
            else
            {
                errors.OneOf(condition, "status", at, "False", "True", "Unknown");
            }
        }
    }
}
