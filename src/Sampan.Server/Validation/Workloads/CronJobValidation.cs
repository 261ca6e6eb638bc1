using System.Text.Json.Nodes;
using Sampan.Kubernetes.Schedules;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Workloads;

/// <summary>batch/v1 CronJob.</summary>
internal static class CronJobValidation
{
    private const int LongestName = 52;
    private const int LongestZonePart = 14;

    public static void Validate(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        ValidateSchedule(spec, errors);
        errors.NonNegative(spec, "startingDeadlineSeconds", "spec");
        ValidateZone(spec, errors);
        errors.OneOf(spec, "concurrencyPolicy", "spec", "Allow", "Forbid", "Replace");
        ValidateTemplate(spec.At("jobTemplate", "spec") ?? [], "spec.jobTemplate.spec", errors);
        errors.NonNegative(spec, "successfulJobsHistoryLimit", "spec");
        errors.NonNegative(spec, "failedJobsHistoryLimit", "spec");
    }

    /// <summary>A CronJob's Jobs are called after it and the time that they were due.</summary>
    public static void ValidateName(JsonObject job, FieldErrors errors)
    {
        if (job.At("metadata").TextOf("name") is { Length: > LongestName } name)
        {
            errors.Invalid("metadata.name", name, $"must be no more than {LongestName} characters");
        }
    }

    private static void ValidateTemplate(JsonObject template, string path, FieldErrors errors)
    {
        JobValidation.ValidateSpec(template, path, errors);
        if (template["selector"] is JsonObject selector)
        {
            errors.Invalid($"{path}.selector", selector, "`selector` will be auto-generated");
        }

        if (template.IsTrue("manualSelector"))
        {
            errors.NotSupported($"{path}.manualSelector", true, "nil", "false");
        }
    }

    private static void ValidateSchedule(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.schedule";
        var schedule = spec.TextOf("schedule");
        if (schedule.Length == 0)
        {
            errors.Required(path);
            return;
        }

        var hasZone = schedule.Contains("TZ", StringComparison.Ordinal);
        if (!hasZone && Fault(schedule) is { } fault)
        {
            errors.Invalid(path, schedule, fault);
        }

        // The server once took zones in schedules; what has one may keep it.
        var hadZone = errors.Before.At("spec").TextOf("schedule").Contains("TZ", StringComparison.Ordinal);
        if (hasZone && !hadZone)
        {
            errors.Invalid(path, schedule, "cannot use TZ or CRON_TZ in schedule, use timeZone field instead");
        }
        else if (hasZone && spec["timeZone"] is not null)
        {
            errors.Invalid(path, schedule, "cannot use both timeZone field and TZ or CRON_TZ in schedule");
        }
    }

    private static string? Fault(string schedule)
    {
        try
        {
            CronSchedule.Parse(schedule, TimeZoneInfo.Utc);
            return null;
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
    }

    private static void ValidateZone(JsonObject spec, FieldErrors errors)
    {
        const string path = "spec.timeZone";
        if (spec["timeZone"] is not JsonValue value || JsonNode.DeepEquals(value, errors.Before.At("spec")?["timeZone"]))
        {
            return;
        }

        var zone = value.ToString();
        if (zone.Length == 0)
        {
            errors.Invalid(path, zone, "timeZone must be nil or non-empty string");
            return;
        }

        if (!zone.Split('/').All(IsZonePart))
        {
            errors.Invalid(path, zone, $"unknown time zone {zone}");
            return;
        }

        if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            errors.Invalid(path, zone, "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones");
        }

        if (zone != "Local" && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
        {
            errors.Invalid(path, zone, $"unknown time zone {zone}");
        }
    }

    private static bool IsZonePart(string part) => part is { Length: > 0 and <= LongestZonePart } and not ("." or "..") && part[0] != '-'
        && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' or '+');
}
