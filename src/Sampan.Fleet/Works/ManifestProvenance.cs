using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;

namespace Sampan.Fleet.Works;

/// <summary>Labels and annotations by which a member's object leads back to where it comes from.</summary>
internal static class ManifestProvenance
{
    public static JsonObject Labels(JsonObject manifest) => manifest.Child("metadata").Child("labels");

    public static JsonObject Annotations(JsonObject manifest) => manifest.Child("metadata").Child("annotations");

    /// <summary>
    /// Records which labels and annotations come from the hub, so that on the member those that vanish from the
    /// template can be told from the member's own.
    /// </summary>
    public static void Record(JsonObject manifest)
    {
        var annotations = Annotations(manifest);
        annotations[FleetAnnotations.ManagedLabels] = Keys(Labels(manifest));
        annotations[FleetAnnotations.ManagedAnnotations] = "";
        annotations[FleetAnnotations.ManagedAnnotations] = Keys(annotations);
    }

    private static string Keys(JsonObject map) => string.Join(',', map.Select(entry => entry.Key).Order(StringComparer.Ordinal));
}
