using System.Text.Json.Nodes;

namespace Sampan.Fleet.Works;

/// <summary>Labels and annotations by which a member's object leads back to where it comes from.</summary>
internal static class ManifestProvenance
{
    private const string ManagedLabels = "resourcetemplate.karmada.io/managed-labels";
    private const string ManagedAnnotations = "resourcetemplate.karmada.io/managed-annotations";

    public static JsonObject Labels(JsonObject manifest) => Map(manifest, "labels");

    public static JsonObject Annotations(JsonObject manifest) => Map(manifest, "annotations");

    /// <summary>
    /// Records which labels and annotations come from the hub, so that on the member those that vanish from the
    /// template can be told from the member's own.
    /// </summary>
    public static void Record(JsonObject manifest)
    {
        var annotations = Annotations(manifest);
        annotations[ManagedLabels] = Keys(Labels(manifest));
        annotations[ManagedAnnotations] = "";
        annotations[ManagedAnnotations] = Keys(annotations);
    }

    private static string Keys(JsonObject map) => string.Join(',', map.Select(entry => entry.Key).Order(StringComparer.Ordinal));

    private static JsonObject Map(JsonObject manifest, string name)
    {
        if (manifest["metadata"] is not JsonObject metadata)
        {
            manifest["metadata"] = metadata = [];
        }

        if (metadata[name] is not JsonObject map)
        {
            metadata[name] = map = [];
        }

        return map;
    }
}
