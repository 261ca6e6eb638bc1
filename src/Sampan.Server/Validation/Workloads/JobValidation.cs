using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Pods;

namespace Sampan.Server.Validation.Workloads;

/// <summary>batch/v1 Job, also in the template of a CronJob.</summary>
internal static class JobValidation
{
    private const long MostIndexed = 100_000;
    private const long MostOfMany = 10_000;
    private const int LongestManager = 63;
    private const string NeedsIndexes = "requires indexed completion mode";

    private static readonly string[] Counts =
        ["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "backoffLimitPerIndex", "maxFailedIndexes"];

    public static void Validate(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        ValidateSpec(spec, "spec", errors);
        if (spec["selector"] is not JsonObject selector)
        {
            errors.Required("spec.selector");
            WorkloadTemplate.ValidateMatch(spec, errors);
        }
        else if (SelectorValidation.Validate(selector, "spec.selector", errors))
        {
            WorkloadTemplate.ValidateMatch(spec, errors);
        }
    }

    /// <summary>A selector that the server makes, and the labels that it selects, must be as it makes them.</summary>
    public static void ValidateGeneratedSelector(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        if (spec.IsTrue("manualSelector") || spec["selector"] is not JsonObject selector)
        {
            return;
        }

        var (uid, name) = (job.At("metadata").TextOf("uid"), job.At("metadata").TextOf("name"));
        var labels = spec.At("template", "metadata")?["labels"] as JsonObject;
        var expected = new JsonObject();
        foreach (var (key, value) in new[] { ("controller-uid", uid), ("job-name", name), ("batch.kubernetes.io/controller-uid", uid), ("batch.kubernetes.io/job-name", name) })
        {
            expected[key] = value;
            var path = $"spec.template.metadata.labels[{key}]";
            if (labels?[key] is not { } given)
            {
                errors.Required(path, $"must be '{value}'");
            }
            else if (given.ToString() != value)
            {
                errors.Invalid(path, given, $"must be '{value}'");
            }
        }

        if (!SelectorValidation.Matches(selector, expected))
        {
            errors.Invalid("spec.selector", selector, "`selector` not auto-generated");
        }
    }

    /// <summary>The pods of an indexed job have its name and their index as their host's name.</summary>
    public static void ValidateHosts(JsonObject job, FieldErrors errors)
    {
        var spec = job.At("spec") ?? [];
        var completions = FieldErrors.Number(spec, "completions") ?? 0;
        if (!IsIndexed(spec) || completions <= 0)
        {
            return;
        }

        var name = job.At("metadata").TextOf("name");
        var host = $"{name}-{completions - 1}";
        if (Names.Label(host).Count > 0)
        {
            errors.Invalid("metadata.name", name, $"will not able to create pod with invalid DNS label: {host}");
        }
    }

    /// <summary>Whether each completion has a number of its own.</summary>
    public static bool IsIndexed(JsonObject spec) => spec.TextOf("completionMode") == "Indexed";

    public static void ValidateSpec(JsonObject spec, string path, FieldErrors errors)
    {
        foreach (var name in Counts)
        {
            errors.NonNegative(spec, name, path);
        }

        if (spec["maxFailedIndexes"] is not null && spec["backoffLimitPerIndex"] is null)
        {
            errors.Required($"{path}.backoffLimitPerIndex", "when maxFailedIndexes is specified");
        }

        ValidateManager(spec, path, errors);
        ValidateMode(spec, path, errors);
        PodFailurePolicyValidation.Validate(spec, path, errors);
        SuccessPolicyValidation.Validate(spec, path, errors);
        ValidateReplacement(spec, path, errors);
        PodValidation.ValidateTemplate(spec["template"] as JsonObject, $"{path}.template", errors);
        ValidateRestart(spec, $"{path}.template.spec", errors);
    }

    private static void ValidateManager(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["managedBy"] is not JsonValue value)
        {
            return;
        }

        var manager = value.ToString();
        DomainPath.Validate(manager, $"{path}.managedBy", errors);
        if (manager.Length > LongestManager)
        {
            errors.TooLong($"{path}.managedBy", LongestManager);
        }
    }

    private static void ValidateMode(JsonObject spec, string path, FieldErrors errors)
    {
        errors.OneOf(spec, "completionMode", path, "NonIndexed", "Indexed");
        if (IsIndexed(spec))
        {
            ValidateIndexed(spec, path, errors);
        }
        else if (spec.TextOf("completionMode") is "" or "NonIndexed")
        {
            foreach (var name in (ReadOnlySpan<string>)["backoffLimitPerIndex", "maxFailedIndexes"])
            {
                if (spec[name] is { } value)
                {
                    errors.Invalid($"{path}.{name}", value, NeedsIndexes);
                }
            }
        }
    }

    private static void ValidateIndexed(JsonObject spec, string path, FieldErrors errors)
    {
        var (completions, parallelism, failed) = (FieldErrors.Number(spec, "completions"), FieldErrors.Number(spec, "parallelism"), FieldErrors.Number(spec, "maxFailedIndexes"));
        if (completions is null)
        {
            errors.Required($"{path}.completions", "when completion mode is Indexed");
        }

        if (parallelism > MostIndexed)
        {
            errors.Invalid($"{path}.parallelism", parallelism, $"must be less than or equal to {MostIndexed} when completion mode is Indexed");
        }

        if (failed > completions)
        {
            errors.Invalid($"{path}.maxFailedIndexes", failed, "must be less than or equal to completions");
        }

        if (failed > MostIndexed)
        {
            errors.Invalid($"{path}.maxFailedIndexes", failed, $"must be less than or equal to {MostIndexed}");
        }

        if (completions > MostIndexed && spec["backoffLimitPerIndex"] is not null)
        {
            ValidateMany(parallelism, failed, path, errors);
        }
    }

    // The status holds the indexes that have failed, so there must not be too many.
    private static void ValidateMany(long? parallelism, long? failed, string path, FieldErrors errors)
    {
        var limit = $"must be less than or equal to {MostOfMany} when completions are above {MostIndexed} and used with backoff limit per index";
        if (failed is null)
        {
            errors.Required($"{path}.maxFailedIndexes", $"must be specified when completions is above {MostIndexed}");
        }

        if (parallelism > MostOfMany)
        {
            errors.Invalid($"{path}.parallelism", parallelism, limit);
        }

        if (failed > MostOfMany)
        {
            errors.Invalid($"{path}.maxFailedIndexes", failed, limit);
        }
    }

    private static void ValidateReplacement(JsonObject spec, string path, FieldErrors errors)
    {
        if (spec["podFailurePolicy"] is JsonObject)
        {
            errors.OneOf(spec, "podReplacementPolicy", path, "Failed");
        }
        else
        {
            errors.OneOf(spec, "podReplacementPolicy", path, "Failed", "TerminatingOrFailed");
        }
    }

    private static void ValidateRestart(JsonObject spec, string path, FieldErrors errors)
    {
        var pod = spec.At("template", "spec");
        var policy = pod.TextOf("restartPolicy");
        if (policy is "" or "Always")
        {
            errors.Required($"{path}.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not ("OnFailure" or "Never"))
        {
            errors.OneOf(pod, "restartPolicy", path, "OnFailure", "Never");
        }
        else if (spec["podFailurePolicy"] is JsonObject && policy != "Never")
        {
            errors.Invalid($"{path}.restartPolicy", policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}
