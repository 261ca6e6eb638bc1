using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>apps/v1 and ReplicationController.</summary>
internal static class WorkloadRows
{
    public static IReadOnlyList<JsonNode?> Deployment(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var (names, images) = RowReading.Containers(spec.Member("template", "spec"));
        return [
            root.Name(),
            $"{Number(status, "readyReplicas")}/{Number(spec, "replicas")}",
            Number(status, "updatedReplicas"),
            Number(status, "availableReplicas"),
            HumanDuration.Age(root, now),
            names,
            images,
            RowReading.Selector(spec.Member("selector")),
        ];
    }

    public static IReadOnlyList<JsonNode?> ReplicaSet(JsonElement root, DateTimeOffset now) => Replicas(root, RowReading.Selector(root.Spec().Member("selector")), now);

    public static IReadOnlyList<JsonNode?> ReplicationController(JsonElement root, DateTimeOffset now) => Replicas(root, RowReading.Labels(root.Spec(), "selector"), now);

    public static IReadOnlyList<JsonNode?> StatefulSet(JsonElement root, DateTimeOffset now)
    {
        var (names, images) = RowReading.Containers(root.Spec().Member("template", "spec"));
        return [
            root.Name(),
            $"{Number(root.Status(), "readyReplicas")}/{Number(root.Spec(), "replicas")}",
            HumanDuration.Age(root, now),
            names,
            images,
        ];
    }

    public static IReadOnlyList<JsonNode?> DaemonSet(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var template = spec.Member("template", "spec");
        var (names, images) = RowReading.Containers(template);
        return [
            root.Name(),
            Number(status, "desiredNumberScheduled"),
            Number(status, "currentNumberScheduled"),
            Number(status, "numberReady"),
            Number(status, "updatedNumberScheduled"),
            Number(status, "numberAvailable"),
            RowReading.Labels(template ?? default, "nodeSelector"),
            HumanDuration.Age(root, now),
            names,
            images,
            RowReading.Selector(spec.Member("selector")),
        ];
    }

    public static IReadOnlyList<JsonNode?> ControllerRevision(JsonElement root, DateTimeOffset now)
    {
        var controller = ObjectMetadata.Of(root).Controller is { } owner ? ControllerName(owner) : RowReading.None;
        return [root.Name(), controller, Number(root, "revision"), HumanDuration.Age(root, now)];
    }

    public static long Number(JsonElement element, string name) => element.Integer(name) ?? 0;

    private static string ControllerName(OwnerReference owner)
    {
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var kind = owner.Kind.ToLowerInvariant();
        return slash < 0 ? $"{kind}/{owner.Name}" : $"{kind}.{owner.ApiVersion[..slash]}/{owner.Name}";
    }

    private static IReadOnlyList<JsonNode?> Replicas(JsonElement root, string selector, DateTimeOffset now)
    {
        var (names, images) = RowReading.Containers(root.Spec().Member("template", "spec"));
        return [
            root.Name(),
            Number(root.Spec(), "replicas"),
            Number(root.Status(), "replicas"),
            Number(root.Status(), "readyReplicas"),
            HumanDuration.Age(root, now),
            names,
            images,
            selector,
        ];
    }
}
