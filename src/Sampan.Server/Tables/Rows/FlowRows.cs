using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>flowcontrol.apiserver.k8s.io/v1.</summary>
internal static class FlowRows
{
    public static IReadOnlyList<JsonNode?> FlowSchema(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        var dangling = root.Status().Condition("Dangling")?.StringOrEmpty("status") ?? "?";
        return [
            root.Name(),
            spec.Member("priorityLevelConfiguration")?.StringOrEmpty("name") ?? "",
            WorkloadRows.Number(spec, "matchingPrecedence"),
            RowReading.OrNone(spec.Member("distinguisherMethod")?.String("type")),
            HumanDuration.Age(root, now),
            dangling,
        ];
    }

    public static IReadOnlyList<JsonNode?> PriorityLevel(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        var shares = (spec.Member("limited") ?? spec.Member("exempt"))?.Text("nominalConcurrencyShares");
        var queuing = spec.Member("limited", "limitResponse", "queuing");
        return [
            root.Name(),
            spec.StringOrEmpty("type"),
            RowReading.OrNone(shares),
            RowReading.OrNone(queuing?.Text("queues")),
            RowReading.OrNone(queuing?.Text("handSize")),
            RowReading.OrNone(queuing?.Text("queueLengthLimit")),
            HumanDuration.Age(root, now),
        ];
    }
}
