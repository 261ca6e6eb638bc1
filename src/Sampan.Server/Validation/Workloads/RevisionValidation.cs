using System.Text.Json.Nodes;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 ControllerRevision: numbered, and never another than it was.</summary>
internal static class RevisionValidation
{
    public static void Validate(JsonObject revision, FieldErrors errors)
    {
        if (FieldErrors.Number(revision, "revision") is { } number and < 0)
        {
            errors.Invalid("revision", number, "must be greater than or equal to 0");
        }
    }

    /// <summary>Whatever a controller goes back to, it is an object.</summary>
    public static void ValidateData(JsonObject revision, FieldErrors errors)
    {
        if (revision["data"] is null)
        {
            errors.Required("data", "data is mandatory");
        }
        else if (revision["data"] is not JsonObject)
        {
            errors.Required("data", "data must be a valid JSON object");
        }
    }

    public static void CheckUpdate(JsonObject revision, JsonObject before, FieldErrors errors) =>
        errors.Immutable("data", revision["data"], before["data"]);
}
