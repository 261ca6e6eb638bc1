using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation;

/// <summary>batch/v1.</summary>
internal static class JobValidation
{
    public static void ValidateJob(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        ValidateNumbers(spec, "spec", errors);
        if (spec["selector"] is JsonObject selector)
        {
            SelectorValidation.Validate(selector, "spec.selector", errors);
        }
        else
        {
            errors.Required("spec.selector");
        }

        var labels = spec.At("template", "metadata")?["labels"] as JsonObject;
        if (spec["selector"] is not JsonObject given || !SelectorValidation.Matches(given, labels))
        {
            errors.Invalid("spec.template.metadata.labels", SelectorValidation.Sorted(labels), "`selector` does not match template `labels`");
        }

        ValidateTemplate(spec, "spec", errors);
    }

    /// <summary>A selector that the server makes must be all that there is.</summary>
    public static void ValidateGeneratedSelector(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        if (spec.IsTrue("manualSelector") || spec["selector"] is not JsonObject selector)
        {
            return;
        }

        var uid = job.At("metadata").TextOf("uid");
        var generated = new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/controller-uid"] = uid } };
        if (!JsonNode.DeepEquals(selector, generated))
        {
            errors.Invalid("spec.selector", selector, "`selector` not auto-generated");
        }
    }

    public static void ValidateCronJob(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        ValidateSchedule(spec, errors);
        errors.NonNegative(spec, "startingDeadlineSeconds", "spec");
        errors.OneOf(spec, "concurrencyPolicy", "spec", "Allow", "Forbid", "Replace");
        var template = spec.At("jobTemplate", "spec") ?? [];
        ValidateNumbers(template, "spec.jobTemplate.spec", errors);
        ValidateTemplate(template, "spec.jobTemplate.spec", errors);
        errors.NonNegative(spec, "successfulJobsHistoryLimit", "spec");
        errors.NonNegative(spec, "failedJobsHistoryLimit", "spec");
    }

    private static void ValidateNumbers(JsonObject spec, string path, FieldErrors errors)
    {
        foreach (var name in (ReadOnlySpan<string>)["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"])
        {
            errors.NonNegative(spec, name, path);
        }

        errors.OneOf(spec, "completionMode", path, "NonIndexed", "Indexed");
        if (spec["backoffLimitPerIndex"] is { } perIndex && spec.TextOf("completionMode") != "Indexed")
        {
            errors.Invalid($"{path}.backoffLimitPerIndex", perIndex, "requires indexed completion mode");
        }

        PodFailurePolicyValidation.Validate(spec, path, errors);

        if (spec.TextOf("managedBy") is { Length: > 0 } manager && !manager.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid($"{path}.managedBy", manager, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
    }

    private static void ValidateTemplate(JsonObject spec, string path, FieldErrors errors)
    {
        PodValidation.ValidateTemplate(spec["template"] as JsonObject, $"{path}.template", errors);
        var policy = spec.At("template", "spec").TextOf("restartPolicy");
        if (policy is "" or "Always")
        {
            errors.Required($"{path}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
    }

    private static void ValidateSchedule(JsonObject spec, FieldErrors errors)
    {
        var schedule = spec.TextOf("schedule");
        if (schedule.Length == 0)
        {
            errors.Required("spec.schedule");
            return;
        }

        if (schedule.Contains("TZ", StringComparison.Ordinal))
        {
            errors.Invalid("spec.schedule", schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
            return;
        }

        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!schedule.StartsWith('@') && fields.Length != 5)
        {
            errors.Invalid("spec.schedule", schedule, $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]");
        }

        if (spec.TextOf("timeZone") is { Length: > 0 } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Invalid("spec.timeZone", zone, $"unknown time zone {zone}");
        }
    }
}
