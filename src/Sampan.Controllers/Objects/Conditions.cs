using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Objects;

/// <summary>One entry of a <c>status.conditions</c> list.</summary>
/// <param name="Type">What the condition is about.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">Reason in one word; empty where absent.</param>
/// <param name="Message">Reason for a person; empty where absent.</param>
/// <param name="LastTransitionTime">When the status last changed.</param>
/// <param name="LastUpdateTime">When the condition was last written; only some kinds have it.</param>
internal sealed record Condition(
    string Type, string Status, string Reason, string Message, DateTimeOffset? LastTransitionTime = null, DateTimeOffset? LastUpdateTime = null)
{
    public const string True = "True";
    public const string False = "False";
    public const string Unknown = "Unknown";

    public static Condition Of(JsonElement entry) => new(
        entry.StringOrEmpty("type"),
        entry.StringOrEmpty("status"),
        entry.StringOrEmpty("reason"),
        entry.StringOrEmpty("message"),
        KubernetesTime.Parse(entry.String("lastTransitionTime")),
        KubernetesTime.Parse(entry.String("lastUpdateTime")));

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["type"] = Type, ["status"] = Status };
        if (LastUpdateTime is { } updated)
        {
            json["lastUpdateTime"] = KubernetesTime.Format(updated);
        }

        if (LastTransitionTime is { } transitioned)
        {
            json["lastTransitionTime"] = KubernetesTime.Format(transitioned);
        }

        if (Reason.Length > 0)
        {
            json["reason"] = Reason;
        }

        if (Message.Length > 0)
        {
            json["message"] = Message;
        }

        return json;
    }
}

/// <summary>Reading and writing <c>status.conditions</c>.</summary>
internal static class Conditions
{
    /// <summary>The conditions of an object's status, in their order.</summary>
    public static IReadOnlyList<Condition> Of(KubernetesObject @object) =>
        @object.Root.Member("status") is { } status ? [.. status.Items("conditions").Select(Condition.Of)] : [];

    /// <summary>The condition of a type, or null.</summary>
    public static Condition? Find(this IReadOnlyList<Condition> conditions, string type)
    {
        foreach (var condition in conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    /// <summary>
    /// Puts a condition at the end in place of the one of its type. One that says the same (status and reason) stays as it
    /// is; one whose status stays keeps its transition time.
    /// </summary>
    public static IReadOnlyList<Condition> With(this IReadOnlyList<Condition> conditions, Condition condition)
    {
        var current = conditions.Find(condition.Type);
        if (current is not null && current.Status == condition.Status && current.Reason == condition.Reason)
        {
            return conditions;
        }

        if (current is not null && current.Status == condition.Status)
        {
            condition = condition with { LastTransitionTime = current.LastTransitionTime };
        }

        return [.. conditions.Without(condition.Type), condition];
    }

    /// <summary>The conditions but for one type.</summary>
    public static IReadOnlyList<Condition> Without(this IReadOnlyList<Condition> conditions, string type) =>
        [.. conditions.Where(condition => condition.Type != type)];

    /// <summary>The JSON list.</summary>
    public static JsonArray ToJson(this IReadOnlyList<Condition> conditions)
    {
        var json = new JsonArray();
        foreach (var condition in conditions)
        {
            json.Add((JsonNode)condition.ToJson());
        }

        return json;
    }
}
