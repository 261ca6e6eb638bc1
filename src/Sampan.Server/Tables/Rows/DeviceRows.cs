using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>resource.k8s.io/v1.</summary>
internal static class DeviceRows
{
    public static IReadOnlyList<JsonNode?> Claim(JsonElement root, DateTimeOffset now)
    {
        List<string> states = [];
        if (root.IsDeleted())
        {
            states.Add("deleted");
        }

        states.Add(root.Status().Member("allocation") is null ? "pending" : "allocated");
        if (root.Status().Count("reservedFor") > 0)
        {
            states.Add("reserved");
        }

        return [root.Name(), string.Join(',', states), HumanDuration.Age(root, now)];
    }

    public static IReadOnlyList<JsonNode?> Slice(JsonElement root, DateTimeOffset now) =>
    [
        root.Name(),
        root.Spec().String("nodeName") ?? "<unset>",
        root.Spec().StringOrEmpty("driver"),
        root.Spec().Member("pool")?.StringOrEmpty("name") ?? "",
        HumanDuration.Age(root, now),
    ];
}
