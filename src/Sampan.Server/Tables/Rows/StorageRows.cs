using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>storage.k8s.io/v1.</summary>
internal static class StorageRows
{
    public static IReadOnlyList<JsonNode?> StorageClass(JsonElement root, DateTimeOffset now) =>
    [
        root.Name() + (IsDefault(root, "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class") ? " (default)" : ""),
        root.StringOrEmpty("provisioner"),
        root.String("reclaimPolicy") ?? "Delete",
        root.String("volumeBindingMode") ?? "Immediate",
        root.Boolean("allowVolumeExpansion") ?? false,
        HumanDuration.Age(root, now),
    ];

    public static IReadOnlyList<JsonNode?> VolumeAttributesClass(JsonElement root, DateTimeOffset now) =>
    [
        root.Name() + (IsDefault(root, "volumeattributesclass.alpha.kubernetes.io/is-default-class") ? " (default)" : ""),
        root.StringOrEmpty("driverName"),
        HumanDuration.Age(root, now),
    ];

    public static IReadOnlyList<JsonNode?> VolumeAttachment(JsonElement root, DateTimeOffset now) =>
    [
        root.Name(),
        root.Spec().StringOrEmpty("attacher"),
        root.Spec().Member("source")?.StringOrEmpty("persistentVolumeName") ?? "",
        root.Spec().StringOrEmpty("nodeName"),
        root.Status().Boolean("attached") ?? false,
        HumanDuration.Age(root, now),
    ];

    public static IReadOnlyList<JsonNode?> CsiNode(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.Spec().Count("drivers"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> CsiDriver(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        var audiences = string.Join(',', spec.Items("tokenRequests").Select(request => request.StringOrEmpty("audience")));
        return [
            root.Name(),
            spec.Boolean("attachRequired") ?? true,
            spec.Boolean("podInfoOnMount") ?? false,
            spec.Boolean("storageCapacity") ?? false,
            spec.Count("tokenRequests") == 0 ? "<unset>" : audiences,
            spec.Boolean("requiresRepublish") ?? false,
            RowReading.OrNone(string.Join(',', spec.Strings("volumeLifecycleModes"))),
            HumanDuration.Age(root, now),
        ];
    }

    private static bool IsDefault(JsonElement root, params ReadOnlySpan<string> annotations)
    {
        var present = (root.Member("metadata") ?? default).StringMap("annotations");
        foreach (var annotation in annotations)
        {
            if (present.GetValueOrDefault(annotation) == "true")
            {
                return true;
            }
        }

        return false;
    }
}
