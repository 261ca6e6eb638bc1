using System.Text.Json.Nodes;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Execution;

/// <summary>
/// The metadata that a member's own controllers keep on an object: finalizers, owners, and the labels and annotations
/// that do not come from the hub.
/// </summary>
internal static class MemberFields
{
    /// <summary>Carries the member's metadata over to the desired object.</summary>
    public static void Retain(JsonObject desired, KubernetesObject observed)
    {
        var metadata = desired.Child("metadata");
        var observedMetadata = observed.Root.Member("metadata") ?? default;
        foreach (var field in (ReadOnlySpan<string>)["resourceVersion", "finalizers", "ownerReferences"])
        {
            metadata.Remove(field);
            metadata.CopyFrom(observedMetadata, field);
        }

        RetainMap(metadata, "labels", observed.Metadata.Labels, FromHub(observed, FleetAnnotations.ManagedLabels));
        RetainMap(metadata, "annotations", observed.Metadata.Annotations, FromHub(observed, FleetAnnotations.ManagedAnnotations));
    }

    // What once came from the hub and is no longer desired goes; what never came from there stays.
    private static void RetainMap(JsonObject metadata, string name, IReadOnlyDictionary<string, string> observed, HashSet<string> fromHub)
    {
        foreach (var (key, value) in observed)
        {
            if (!fromHub.Contains(key) && metadata.ObjectAt(name)?.ContainsKey(key) != true)
            {
                metadata.Child(name)[key] = value;
            }
        }
    }

    private static HashSet<string> FromHub(KubernetesObject observed, string annotation) =>
        [.. observed.Metadata.Annotations.GetValueOrDefault(annotation, "").Split(',')];
}
