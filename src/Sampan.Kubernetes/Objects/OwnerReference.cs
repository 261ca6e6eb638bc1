using System.Text.Json;

namespace Sampan.Kubernetes.Objects;

/// <summary>meta/v1 OwnerReference.</summary>
public sealed record OwnerReference(string ApiVersion, string Kind, string Name, string Uid, bool IsController, bool BlocksOwnerDeletion)
{
    /// <summary>Reads one entry of <c>metadata.ownerReferences</c>.</summary>
    public static OwnerReference Of(JsonElement entry) => new(
        entry.StringOrEmpty("apiVersion"),
        entry.StringOrEmpty("kind"),
        entry.StringOrEmpty("name"),
        entry.StringOrEmpty("uid"),
        entry.Boolean("controller") ?? false,
        entry.Boolean("blockOwnerDeletion") ?? false);
}
