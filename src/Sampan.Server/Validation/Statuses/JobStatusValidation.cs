using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Defaulting;
using Sampan.Server.Validation.Workloads;

namespace Sampan.Server.Validation.Statuses;

/// <summary>batch/v1 Job's status: one outcome that stays, and counts that fit it.</summary>
internal static class JobStatusValidation
{
    private const string Conditions = "status.conditions";

    /// <summary>A fault that was there before may stay, so that whoever writes another part of the status can.</summary>
    public static void Check(JsonObject job, JsonObject before, FieldErrors errors)
    {
        var (status, old, spec) = (job.At("status") ?? [], before.At("status") ?? [], job.At("spec") ?? []);
        foreach (var name in (ReadOnlySpan<string>)["active", "succeeded", "failed", "ready", "terminating"])
        {
            errors.NonNegative(status, name, "status");
        }

        CheckUncounted(status.At("uncountedTerminatedPods"), errors);
        CheckOutcome(status, old, errors);
        CheckFinished(status, old, errors);
        CheckIndexes(status, old, spec, errors);
        CheckCounts(status, old, errors);
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
        var (completes, fails) = (complete != Is(old, "Complete"), failed != Is(old, "Failed"));
        Refuse((completes || fails) && complete && failed, "cannot set Complete=True and Failed=true conditions", errors);
        Refuse((completes || HasTurned(status, old, "FailureTarget")) && complete && Is(status, "FailureTarget"), "cannot set Complete=True and FailureTarget=true conditions", errors);
        CheckTimes(status, old, complete, completes, errors);
        Refuse((fails || HasChanged(status, old, "failedIndexes")) && failed && !Is(status, "FailureTarget"), "cannot set Failed=True condition without the FailureTarget=true condition", errors);
        Refuse((completes || HasTurned(status, old, "SuccessCriteriaMet")) && complete && !Is(status, "SuccessCriteriaMet"), "cannot set Complete=True condition without the SuccessCriteriaMet=true condition", errors);
    }

    private static void CheckTimes(JsonObject status, JsonObject old, bool complete, bool completes, FieldErrors errors)
    {
        var (start, end) = (Time(status, "startTime"), Time(status, "completionTime"));
        var isEndNew = HasChanged(status, old, "completionTime");
        if ((completes || isEndNew) && end is not null && !complete)
        {
            errors.Invalid("status.completionTime", status["completionTime"], "cannot set completionTime when there is no Complete=True condition");
        }

        if ((completes || isEndNew) && end is null && complete)
        {
            errors.Required("status.completionTime", "completionTime is required for Complete jobs");
        }

        if ((isEndNew || HasChanged(status, old, "startTime")) && end < start)
        {
            errors.Invalid("status.completionTime", status["completionTime"], "must be equal to or after `startTime`");
        }
    }

    private static void CheckFinished(JsonObject status, JsonObject old, FieldErrors errors)
    {
        if (!IsFinished(status))
        {
            return;
        }

        var finishes = !IsFinished(old);
        if ((finishes || HasChanged(status, old, "active")) && FieldErrors.Number(status, "active") is > 0 and var active)
        {
            errors.Invalid("status.active", active, "active>0 is invalid for finished job");
        }

        if ((finishes || HasChanged(status, old, "startTime")) && Time(status, "startTime") is null)
        {
            errors.Required("status.startTime", "startTime is required for finished job");
        }

        if ((finishes || HasChanged(status, old, "uncountedTerminatedPods")) && status.At("uncountedTerminatedPods") is { } uncounted
            && FieldErrors.Texts(uncounted, "succeeded").Count + FieldErrors.Texts(uncounted, "failed").Count > 0)
        {
            errors.InvalidAsShown("status.uncountedTerminatedPods", InternalForm.UncountedTerminatedPods.Show(uncounted), "must be empty for finished job");
        }
    }

    private static void CheckIndexes(JsonObject status, JsonObject old, JsonObject spec, FieldErrors errors)
    {
        var completions = FieldErrors.Number(spec, "completions");
        var (completed, failed) = (status.TextOf("completedIndexes"), status["failedIndexes"]?.ToString());
        var isCompletedNew = completed != old.TextOf("completedIndexes");
        var isFailedNew = HasChanged(status, old, "failedIndexes");
        var perIndex = spec["backoffLimitPerIndex"] is not null;
        if (isCompletedNew && completions is { } most && JobIndexes.Fault(completed, most, out _) is { } fault)
        {
            errors.Invalid("status.completedIndexes", completed, $"error parsing completedIndexes: {fault}");
        }

        if (isFailedNew && completions is { } limit && perIndex && failed is not null && JobIndexes.Fault(failed, limit, out _) is { } failedFault)
        {
            errors.Invalid("status.failedIndexes", failed, $"error parsing failedIndexes: {failedFault}");
        }

        if (isCompletedNew && completed.Length > 0 && !JobValidation.IsIndexed(spec))
        {
            errors.Invalid("status.completedIndexes", completed, "cannot set non-empty completedIndexes when non-indexed completion mode");
        }

        if (isFailedNew && !perIndex && failed is not null)
        {
            errors.Invalid("status.failedIndexes", failed, "cannot set non-null failedIndexes when backoffLimitPerIndex is null");
        }

        if ((isCompletedNew || isFailedNew) && completions is { } bound && failed is not null && JobIndexes.Overlap(completed, failed, bound) is { } index)
        {
            errors.Invalid("status.failedIndexes", failed, $"failedIndexes and completedIndexes overlap at index: {index}");
        }
    }

    private static void CheckCounts(JsonObject status, JsonObject old, FieldErrors errors)
    {
        if (IsFinished(status) && (!IsFinished(old) || HasChanged(status, old, "terminating")) && FieldErrors.Number(status, "terminating") is > 0 and var terminating)
        {
            errors.Invalid("status.terminating", terminating, "terminating>0 is invalid for finished job");
        }

        if ((HasChanged(status, old, "ready") || HasChanged(status, old, "active")) && FieldErrors.Number(status, "ready") is { } ready && ready > (FieldErrors.Number(status, "active") ?? 0))
        {
            errors.Invalid("status.ready", ready, "cannot set more ready pods than active");
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

        // The pods of an elastic job are counted anew when it shrinks.
        var isElastic = JobValidation.IsIndexed(spec) && FieldErrors.Number(spec, "completions") == FieldErrors.Number(spec, "parallelism");
        foreach (var name in isElastic ? (ReadOnlySpan<string>)["failed"] : ["failed", "succeeded"])
        {
            if ((FieldErrors.Number(status, name) ?? 0) is var now && now < (FieldErrors.Number(old, name) ?? 0))
            {
                errors.Invalid($"status.{name}", now, $"cannot decrease the {name} counter");
            }
        }

        if (status["completionTime"] is { } end && old["completionTime"] is not null)
        {
            errors.Immutable("status.completionTime", end, old["completionTime"]);
        }

        if (old["startTime"] is { } start && !JsonNode.DeepEquals(start, status["startTime"]) && !spec.IsTrue("suspend"))
        {
            errors.Invalid("status.startTime", status["startTime"], "field is immutable for unsuspended job once set");
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

    private static bool IsFinished(JsonObject status) => Is(status, "Complete") || Is(status, "Failed");

    private static bool HasTurned(JsonObject status, JsonObject old, string type) => Is(status, type) != Is(old, type);

    private static bool HasChanged(JsonObject status, JsonObject old, string name) => !JsonNode.DeepEquals(status[name], old[name]);

    private static DateTimeOffset? Time(JsonObject status, string name) => KubernetesTime.Parse(status.TextOf(name));

    private static bool Is(JsonObject status, string type) =>
        status.Each("conditions").Any(condition => condition.TextOf("type") == type && condition.TextOf("status") == "True");
}
