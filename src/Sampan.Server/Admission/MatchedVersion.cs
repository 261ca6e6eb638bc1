using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Admission;

/// <summary>Objects of a write in the version that the rules of a policy or webhook name, which may be another than the client's.</summary>
internal static class MatchedVersion
{
    /// <summary>Turns a draft of the write's version into the matched one, in place.</summary>
    public static JsonObject Show(AdmissionAttributes attributes, ServedResource matched, JsonObject draft)
    {
        if (IsConverted(attributes, matched))
        {
            VersionConversion.Convert(draft, attributes.Resource.Type, matched.Type);
        }

        return draft;
    }

    /// <summary>Turns a draft of the matched version back, in place.</summary>
    public static JsonObject TakeBack(AdmissionAttributes attributes, ServedResource matched, JsonObject draft)
    {
        if (IsConverted(attributes, matched))
        {
            VersionConversion.Convert(draft, matched.Type, attributes.Resource.Type);
        }

        return draft;
    }

    /// <summary>Whether the two differ. A subresource's own kind has one version.</summary>
    public static bool IsConverted(AdmissionAttributes attributes, ServedResource matched) =>
        matched.Type != attributes.Resource.Type && attributes.Kind == attributes.Resource.Type.GroupVersionKind;
}
