using System.Text.Json.Nodes;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 ControllerRevision: numbered, and never another than it was.</summary>
internal static class RevisionValidation
{
    public static void Validate(JsonObject revision, FieldErrors errors)
    {
        if (revision["data"] is null)
        {
            errors.Required("data", "data is mandatory");
        }

        if (FieldErrors.Number(revision, "revision") is { } number and < 0)
        {
            errors.Invalid("revision", number, "must be greater than or equal to 0");
        }
    }

    public static void CheckUpdate(JsonObject revision, JsonObject before, FieldErrors errors)
    {
        if (!JsonNode.DeepEquals(revision["data"], before["data"]))
        {
            errors.Invalid("data", revision["data"], "field is immutable");
        }
    }
}
