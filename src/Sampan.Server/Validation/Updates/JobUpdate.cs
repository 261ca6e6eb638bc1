using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Workloads;

namespace Sampan.Server.Validation.Updates;

/// <summary>batch/v1 Job: what its pods are does not change while it runs (ValidateJobSpecUpdate).</summary>
internal static class JobUpdate
{
    private const string Immutable = "field is immutable";

    public static void Check(JsonObject draft, JsonObject before, FieldErrors errors)
    {
        var (now, then) = (draft.At("spec") ?? [], before.At("spec") ?? []);
        CheckCompletions(now, then, errors);
        CheckField(now, then, "selector", errors);
        CheckTemplate(now, then, before.At("status"), errors);
        foreach (var name in (ReadOnlySpan<string>)["completionMode", "podFailurePolicy", "backoffLimitPerIndex", "managedBy", "successPolicy"])
        {
            CheckField(now, then, name, errors);
        }
    }

    private static void CheckField(JsonObject now, JsonObject then, string name, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(now[name], then[name]))
        {
            errors.Invalid($"spec.{name}", now[name], Immutable);
        }
    }

    // An indexed job can grow and shrink, as long as all its indexes run at once.
    private static void CheckCompletions(JsonObject now, JsonObject then, FieldErrors errors)
    {
        if (!JobValidation.IsIndexed(now))
        {
            CheckField(now, then, "completions", errors);
        }
        else if (FieldErrors.Number(now, "completions") is { } completions && completions != FieldErrors.Number(then, "completions") && completions != FieldErrors.Number(now, "parallelism"))
        {
            errors.Invalid("spec.completions", completions, "can only be modified in tandem with spec.parallelism");
        }
    }

    // Where the pods of a suspended job go may still be told, before it has started.
    private static void CheckTemplate(JsonObject now, JsonObject then, JsonObject? status, FieldErrors errors)
    {
        var template = now["template"] as JsonObject ?? [];
        var kept = (then["template"] as JsonObject ?? []).DeepClone().AsObject();
        if (then.IsTrue("suspend") && status?["startTime"] is null)
        {
            Copy(template.At("metadata"), kept.Ensure("metadata"), "annotations", "labels");
            Copy(template.At("spec"), kept.Ensure("spec"), "nodeSelector", "tolerations", "schedulingGates");
            CopyAffinity(template.At("spec"), kept.Ensure("spec"));
        }

        if (!JsonNode.DeepEquals(template, kept))
        {
            errors.Invalid("spec.template", template, Immutable);
        }
    }

    private static void Copy(JsonObject? source, JsonObject target, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            target.Remove(name);
            if (source?[name] is { } value)
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static void CopyAffinity(JsonObject? source, JsonObject target)
    {
        var affinity = target.Ensure("affinity");
        Copy(source.At("affinity"), affinity, "nodeAffinity");
        if (affinity.Count == 0)
        {
            Copy(source, target, "affinity");
        }
    }
}
