using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>policy/v1 PodDisruptionBudget and scheduling.k8s.io/v1 PriorityClass.</summary>
internal static class PolicyRows
{
    public static IReadOnlyList<JsonNode?> DisruptionBudget(JsonElement root, DateTimeOffset now) =>
    [
        root.Name(),
        root.Spec().Member("minAvailable")?.ToString() ?? "N/A",
        root.Spec().Member("maxUnavailable")?.ToString() ?? "N/A",
        WorkloadRows.Number(root.Status(), "disruptionsAllowed"),
        HumanDuration.Age(root, now),
    ];

    public static IReadOnlyList<JsonNode?> PriorityClass(JsonElement root, DateTimeOffset now) =>
    [
        root.Name(),
        WorkloadRows.Number(root, "value"),
        root.Boolean("globalDefault") ?? false,
        HumanDuration.Age(root, now),
        root.StringOrEmpty("preemptionPolicy"),
    ];
}
