using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Aggregation;

/// <summary>Whether the server behind an APIService can be asked, as the condition <c>Available</c> says it.</summary>
/// <param name="IsAvailable">Whether it can.</param>
/// <param name="Reason">Why, in one word.</param>
/// <param name="Message">Why, for a person.</param>
internal sealed record ApiServiceAvailability(bool IsAvailable, string Reason, string Message)
{
    /// <summary>Of one that the server itself answers for.</summary>
    public static readonly ApiServiceAvailability Local = new(true, "Local", "Local APIServices are always available");

    private const string Type = "Available";

    private string Status => IsAvailable ? "True" : "False";

    /// <summary>What an APIService's status says; null if nothing yet.</summary>
    public static ApiServiceAvailability? Of(KubernetesObject apiService) =>
        Find(apiService) is { } found ? new(found.StringOrEmpty("status") == "True", found.StringOrEmpty("reason"), found.StringOrEmpty("message")) : null;

    /// <summary>The condition that says so, since now.</summary>
    public JsonObject Condition(string now) => new()
    {
        ["type"] = Type,
        ["status"] = Status,
        ["lastTransitionTime"] = now,
        ["reason"] = Reason,
        ["message"] = Message,
    };

    /// <summary>The condition that says so, since the status of the one before has been another.</summary>
    public JsonObject Condition(KubernetesObject apiService, string now) => Condition(
        Find(apiService) is { } before && before.StringOrEmpty("status") == Status && before.StringOrEmpty("lastTransitionTime") is { Length: > 0 } since ? since : now);

    private static JsonElement? Find(KubernetesObject apiService)
    {
        foreach (var condition in (apiService.Root.Member("status") ?? default).Items("conditions"))
        {
            if (condition.StringOrEmpty("type") == Type)
            {
                return condition;
            }
        }

        return null;
    }
}
