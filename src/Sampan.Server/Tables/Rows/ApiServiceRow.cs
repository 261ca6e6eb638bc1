using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>apiregistration.k8s.io/v1 APIService.</summary>
internal static class ApiServiceRow
{
    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var service = root.Spec().Member("service") is { } reference
            ? $"{reference.StringOrEmpty("namespace")}/{reference.StringOrEmpty("name")}"
            : "Local";
        var available = "Unknown";
        if (root.Status().Condition("Available") is { } condition)
        {
            available = condition.StringOrEmpty("status");
            if (available != "True")
            {
                available = $"{available} ({condition.StringOrEmpty("reason")})";
            }
        }

        return [root.Name(), service, available, HumanDuration.Age(root, now)];
    }
}
