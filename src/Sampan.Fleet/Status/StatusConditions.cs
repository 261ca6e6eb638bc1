using System.Text.Json.Nodes;

namespace Sampan.Fleet.Status;

/// <summary>meta/v1 conditions in a draft.</summary>
internal static class StatusConditions
{
    /// <summary>
    /// Sets a condition: the time of transition is now where the status changes, else as it was
    /// (apimachinery's <c>SetStatusCondition</c>).
    /// </summary>
    public static void Set(JsonArray conditions, string type, bool status, string reason, string message, TimeProvider time)
    {
        var text = status ? "True" : "False";
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(entry => Text(entry, "type") == type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            conditions.Add((JsonNode)condition);
        }

        if (Text(condition, "status") != text)
        {
            condition["status"] = text;
            condition["lastTransitionTime"] = StatusTime.Now(time);
        }

        condition["reason"] = reason;
        condition["message"] = message;
    }

    private static string? Text(JsonObject condition, string field) =>
        condition[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
