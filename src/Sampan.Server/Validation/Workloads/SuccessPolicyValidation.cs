using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Workloads;

/// <summary>batch/v1 Job's successPolicy: which indexes, or how many, are enough.</summary>
internal static class SuccessPolicyValidation
{
    private const int MostRules = 20;
    private const int LongestIndexes = 64 * 1024;

    public static void Validate(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["successPolicy"] is not JsonObject policy)
        {
            return;
        }

        var at = $"{path}.successPolicy";
        if (!JobValidation.IsIndexed(spec))
        {
            errors.Invalid(at, policy, "requires indexed completion mode");
            return;
        }

        var rules = policy.Each("rules").ToList();
        if (rules.Count == 0)
        {
            errors.Required($"{at}.rules", "at least one rules must be specified when the successPolicy is specified");
        }
        else if (rules.Count > MostRules)
        {
            errors.TooMany($"{at}.rules", rules.Count, MostRules);
        }

        var completions = FieldErrors.Number(spec, "completions") ?? 0;
        for (var i = 0; i < rules.Count; i++)
        {
            ValidateRule(rules[i], completions, $"{at}.rules[{i}]", errors);
        }
    }

    private static void ValidateRule(JsonObject rule, long completions, string path, FieldErrors errors)
    {
        var (indexes, count) = (rule["succeededIndexes"] as JsonValue, FieldErrors.Number(rule, "succeededCount"));
        if (indexes is null && count is null)
        {
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = 0L;
        if (indexes is not null)
        {
            var text = indexes.ToString();
            if (text.Length > LongestIndexes)
            {
                errors.TooLong($"{path}.succeededIndexes", LongestIndexes);
            }

            if (JobIndexes.Fault(text, completions, out total) is { } fault)
            {
                errors.Invalid($"{path}.succeededIndexes", text, $"error parsing succeededIndexes: {fault}");
            }
        }

        errors.NonNegative(rule, "succeededCount", path);
        if (count > completions)
        {
            errors.Invalid($"{path}.succeededCount", count, $"must be less than or equal to {completions} (the number of specified completions)");
        }

        if (indexes is not null && count > total)
        {
            errors.Invalid($"{path}.succeededCount", count, $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
        }
    }
}
