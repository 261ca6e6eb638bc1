using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>Kinds whose rows are a few fields as they stand.</summary>
internal static class CoreRows
{
    public static IReadOnlyList<JsonNode?> NameAndAge(JsonElement root, DateTimeOffset now) => [root.Name(), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> ConfigMap(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.Count("data") + root.Count("binaryData"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> Secret(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.StringOrEmpty("type"), root.Count("data"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> Namespace(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.Status().StringOrEmpty("phase"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> Lease(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.Spec().StringOrEmpty("holderIdentity"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> RuntimeClass(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.StringOrEmpty("handler"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> PodTemplate(JsonElement root, DateTimeOffset now)
    {
        var (names, images) = RowReading.Containers(root.Member("template", "spec"));
        return [root.Name(), names, images, RowReading.Labels(root.Member("template", "metadata") ?? default, "labels")];
    }

    public static IReadOnlyList<JsonNode?> ComponentStatus(JsonElement root, DateTimeOffset now)
    {
        if (root.Condition("Healthy") is not { } healthy)
        {
            return [root.Name(), "Unknown", "", ""];
        }

        var status = healthy.StringOrEmpty("status") == "True" ? "Healthy" : "Unhealthy";
        return [root.Name(), status, healthy.StringOrEmpty("message"), healthy.StringOrEmpty("error")];
    }
}
