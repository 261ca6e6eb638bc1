using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>core/v1 PersistentVolume and PersistentVolumeClaim.</summary>
internal static class VolumeRows
{
    private const string Unset = "<unset>";

    private static readonly (string Mode, string Short)[] ShortModes =
        [("ReadWriteOnce", "RWO"), ("ReadOnlyMany", "ROX"), ("ReadWriteMany", "RWX"), ("ReadWriteOncePod", "RWOP")];

    public static IReadOnlyList<JsonNode?> Volume(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var claim = spec.Member("claimRef") is { } reference ? $"{reference.StringOrEmpty("namespace")}/{reference.StringOrEmpty("name")}" : "";
        return [
            root.Name(),
            spec.Member("capacity")?.Text("storage") ?? "0",
            AccessModes(spec),
            spec.StringOrEmpty("persistentVolumeReclaimPolicy"),
            Phase(root),
            claim,
            spec.StringOrEmpty("storageClassName"),
            spec.String("volumeAttributesClassName") ?? Unset,
            status.StringOrEmpty("reason"),
            HumanDuration.Age(root, now),
            spec.String("volumeMode") ?? Unset,
        ];
    }

    public static IReadOnlyList<JsonNode?> Claim(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var volume = spec.StringOrEmpty("volumeName");
        return [
            root.Name(),
            Phase(root),
            volume,
            volume.Length == 0 ? "" : status.Member("capacity")?.Text("storage") ?? "0",
            volume.Length == 0 ? "" : AccessModes(status),
            StorageClass(root, spec),
            spec.String("volumeAttributesClassName") ?? Unset,
            HumanDuration.Age(root, now),
            spec.String("volumeMode") ?? Unset,
        ];
    }

    private static string StorageClass(JsonElement root, JsonElement spec)
    {
        var annotations = (root.Member("metadata") ?? default).StringMap("annotations");
        return annotations.TryGetValue("volume.beta.kubernetes.io/storage-class", out var beta) ? beta : spec.StringOrEmpty("storageClassName");
    }

    private static string Phase(JsonElement root) => root.IsDeleted() ? "Terminating" : root.Status().StringOrEmpty("phase");

    private static string AccessModes(JsonElement owner)
    {
        var modes = owner.Strings("accessModes").ToHashSet(StringComparer.Ordinal);
        return string.Join(',', ShortModes.Where(pair => modes.Contains(pair.Mode)).Select(pair => pair.Short));
    }
}
