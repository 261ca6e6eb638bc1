using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>Objects of a write in the version that the rules of a policy or webhook name, which may be another than the client's.</summary>
internal static class MatchedVersion
{
    /// <summary>A copy of a draft of the write's version, in the matched one; null for null.</summary>
    public static async ValueTask<JsonObject?> ShowAsync(ServedCluster cluster, AdmissionAttributes attributes, ServedResource matched, JsonObject? draft, CancellationToken cancellationToken)
    {
        var copy = draft?.DeepClone().AsObject();
        return copy is null || !IsConverted(attributes, matched)
            ? copy
            : await VersionConversion.ConvertAsync(cluster, matched, copy, attributes.Resource.Type, matched.Type, cancellationToken);
    }

    /// <summary>A draft of the matched version in the write's; it is used up.</summary>
    public static ValueTask<JsonObject> TakeBackAsync(ServedCluster cluster, AdmissionAttributes attributes, ServedResource matched, JsonObject draft, CancellationToken cancellationToken) =>
        IsConverted(attributes, matched)
            ? VersionConversion.ConvertAsync(cluster, matched, draft, matched.Type, attributes.Resource.Type, cancellationToken)
            : new(draft);

    /// <summary>Whether the two differ. A subresource's own kind has one version.</summary>
    public static bool IsConverted(AdmissionAttributes attributes, ServedResource matched) =>
        matched.Type != attributes.Resource.Type && attributes.Kind == attributes.Resource.Type.GroupVersionKind;
}
