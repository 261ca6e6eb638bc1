using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Statuses;

/// <summary>batch/v1 Job's status: no counts below zero, and one outcome only.</summary>
internal static class JobStatusValidation
{
    public static void Check(JsonObject job, FieldErrors errors)
    {
        var status = job.At("status") ?? [];
        foreach (var name in (ReadOnlySpan<string>)["active", "succeeded", "failed", "ready", "terminating"])
        {
            errors.NonNegative(status, name, "status");
        }

        var (complete, failed) = (Is(status, "Complete"), Is(status, "Failed"));
        if (complete && failed)
        {
            errors.Invalid("status.conditions", status["conditions"], "cannot set Complete=True and Failed=true conditions");
        }

        if (Is(status, "FailureTarget") && Is(status, "Complete"))
        {
            errors.Invalid("status.conditions", status["conditions"], "cannot set Complete=True and FailureTarget=true conditions");
        }

        if (status["completionTime"] is not null && !complete)
        {
            errors.Invalid("status.completionTime", status["completionTime"], "cannot set completionTime when there is no Complete=True condition");
        }

        if ((complete || failed) && FieldErrors.Number(status, "active") > 0)
        {
            errors.Invalid("status.active", status["active"], "active>0 is invalid for finished job");
        }
    }

    private static bool Is(JsonObject status, string type) =>
        status.Each("conditions").Any(condition => condition.TextOf("type") == type && condition.TextOf("status") == "True");
}
