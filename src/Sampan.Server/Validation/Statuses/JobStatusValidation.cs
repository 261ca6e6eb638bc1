using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Workloads;

namespace Sampan.Server.Validation.Statuses;

/// <summary>batch/v1 Job's status: one outcome that stays, and counts that fit it.</summary>
internal static class JobStatusValidation
{
    private const string Conditions = "status.conditions";

    public static void Check(JsonObject job, JsonObject before, FieldErrors errors)
    {
        var (status, old, spec) = (job.At("status") ?? [], before.At("status") ?? [], job.At("spec") ?? []);
        foreach (var name in (ReadOnlySpan<string>)["active", "succeeded", "failed", "ready", "terminating"])
        {
            errors.NonNegative(status, name, "status");
        }

        CheckUncounted(status.At("uncountedTerminatedPods"), errors);
        CheckOutcome(status, old, errors);
        CheckIndexes(status, spec, errors);
        var isFinished = Is(status, "Complete") || Is(status, "Failed");
        if (isFinished && FieldErrors.Number(status, "terminating") is > 0 and var terminating)
        {
            errors.Invalid("status.terminating", terminating, "terminating>0 is invalid for finished job");
        }

        if (FieldErrors.Number(status, "ready") is { } ready && ready > (FieldErrors.Number(status, "active") ?? 0))
        {
            errors.Invalid("status.ready", ready, "cannot set more ready pods than active");
        }

        CheckCriteria(status, spec, errors);
        CheckChange(status, old, spec, errors);
    }

    private static void CheckUncounted(JsonObject? pods, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var list in (ReadOnlySpan<string>)["succeeded", "failed"])
        {
            var ids = FieldErrors.Texts(pods, list);
            for (var i = 0; i < ids.Count; i++)
            {
                var at = $"status.uncountedTerminatedPods.{list}[{i}]";
                if (ids[i].Length == 0)
                {
                    errors.Invalid(at, "", "must not be empty");
                }
                else if (!seen.Add(ids[i]))
                {
                    errors.Duplicate(at, ids[i]);
                }
            }
        }
    }

    private static void CheckOutcome(JsonObject status, JsonObject old, FieldErrors errors)
    {
        var (complete, failed) = (Is(status, "Complete"), Is(status, "Failed"));
        Refuse(complete && failed, "cannot set Complete=True and Failed=true conditions", errors);
        Refuse(complete && Is(status, "FailureTarget"), "cannot set Complete=True and FailureTarget=true conditions", errors);
        var (start, end) = (Time(status, "startTime"), Time(status, "completionTime"));
        if (end is not null && !complete)
        {
            errors.Invalid("status.completionTime", status["completionTime"], "cannot set completionTime when there is no Complete=True condition");
        }

        if (end is null && complete)
        {
            errors.Required("status.completionTime", "completionTime is required for Complete jobs");
        }

        if (end < start)
        {
            errors.Invalid("status.completionTime", status["completionTime"], "completionTime cannot be set before startTime");
        }

        Refuse(failed && !Is(old, "Failed") && !Is(status, "FailureTarget"), "cannot set Failed=True condition without the FailureTarget=true condition", errors);
        Refuse(complete && !Is(old, "Complete") && !Is(status, "SuccessCriteriaMet"), "cannot set Complete=True condition without the SuccessCriteriaMet=true condition", errors);
        if (!complete && !failed)
        {
            return;
        }

        if (FieldErrors.Number(status, "active") is > 0 and var active)
        {
            errors.Invalid("status.active", active, "active>0 is invalid for finished job");
        }

        if (start is null)
        {
            errors.Required("status.startTime", "startTime is required for finished job");
        }

        if (status.At("uncountedTerminatedPods") is { } uncounted && FieldErrors.Texts(uncounted, "succeeded").Count + FieldErrors.Texts(uncounted, "failed").Count > 0)
        {
            errors.Invalid("status.uncountedTerminatedPods", uncounted, "uncountedTerminatedPods needs to be empty for finished job");
        }
    }

    private static void CheckIndexes(JsonObject status, JsonObject spec, FieldErrors errors)
    {
        var completions = FieldErrors.Number(spec, "completions");
        var (completed, failed) = (status.TextOf("completedIndexes"), status["failedIndexes"]?.ToString());
        var perIndex = spec["backoffLimitPerIndex"] is not null;
        if (completions is { } most && JobIndexes.Fault(completed, most, out _) is { } fault)
        {
            errors.Invalid("status.completedIndexes", completed, $"error parsing completedIndexes: {fault}");
        }

        if (completions is { } limit && perIndex && failed is not null && JobIndexes.Fault(failed, limit, out _) is { } failedFault)
        {
            errors.Invalid("status.failedIndexes", failed, $"error parsing failedIndexes: {failedFault}");
        }

        if (completed.Length > 0 && !JobValidation.IsIndexed(spec))
        {
            errors.Invalid("status.completedIndexes", completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }

        if (!perIndex && failed is not null)
        {
            errors.Invalid("status.failedIndexes", failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }

        if (completions is { } bound && failed is not null && JobIndexes.Overlap(completed, failed, bound) is { } index)
        {
            errors.Invalid("status.failedIndexes", failed, $"failedIndexes and completedIndexes overlap at index: {index}");
        }
    }

    private static void CheckCriteria(JsonObject status, JsonObject spec, FieldErrors errors)
    {
        var met = Is(status, "SuccessCriteriaMet");
        Refuse(met && Is(status, "Failed"), "cannot set SuccessCriteriaMet=True and Failed=true conditions", errors);
        Refuse(met && Is(status, "FailureTarget"), "cannot set SuccessCriteriaMet=True and FailureTarget=true conditions", errors);
        Refuse(spec["successPolicy"] is JsonObject && !met && Is(status, "Complete"), "cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True", errors);
    }

    private static void CheckChange(JsonObject status, JsonObject old, JsonObject spec, FieldErrors errors)
    {
        foreach (var type in (ReadOnlySpan<string>)["Failed", "Complete", "FailureTarget"])
        {
            Refuse(Is(old, type) && !Is(status, type), $"cannot disable the terminal {type}=True condition", errors);
        }

        foreach (var name in (ReadOnlySpan<string>)["failed", "succeeded"])
        {
            if ((FieldErrors.Number(status, name) ?? 0) is var now && now < (FieldErrors.Number(old, name) ?? 0))
            {
                errors.Invalid($"status.{name}", now, $"cannot decrease the {name} counter");
            }
        }

        if (status["completionTime"] is { } end && old["completionTime"] is { } oldEnd && !JsonNode.DeepEquals(end, oldEnd))
        {
            errors.Invalid("status.completionTime", end, "completionTime cannot be mutated");
        }

        if (old["startTime"] is { } start && !JsonNode.DeepEquals(start, status["startTime"]) && !spec.IsTrue("suspend"))
        {
            errors.Required("status.startTime", "startTime cannot be removed for unsuspended job");
        }

        var (met, wasMet) = (Is(status, "SuccessCriteriaMet"), Is(old, "SuccessCriteriaMet"));
        Refuse(wasMet && !met, "cannot disable the SuccessCriteriaMet=True condition", errors);
        Refuse(Is(old, "Complete") && !wasMet && met, "cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions", errors);
    }

    private static void Refuse(bool isFault, string why, FieldErrors errors)
    {
        if (isFault)
        {
            errors.InvalidWithoutValue(Conditions, why);
        }
    }

    private static DateTimeOffset? Time(JsonObject status, string name) => KubernetesTime.Parse(status.TextOf(name));

    private static bool Is(JsonObject status, string type) =>
        status.Each("conditions").Any(condition => condition.TextOf("type") == type && condition.TextOf("status") == "True");
}
