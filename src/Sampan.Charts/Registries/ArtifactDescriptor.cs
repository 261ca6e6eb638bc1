using System.Text.Json;

namespace Sampan.Charts.Registries;

/// <summary>A part of an artifact: what it is, and its digest and size (OCI image specification).</summary>
internal sealed record ArtifactDescriptor(string MediaType, string Digest, long Size)
{
    /// <summary>As a manifest holds it.</summary>
    public Dictionary<string, object?> Values => new() { ["mediaType"] = MediaType, ["digest"] = Digest, ["size"] = Size };

    /// <summary>Reads one; throws what System.Text.Json does when it is malformed.</summary>
    public static ArtifactDescriptor Read(JsonElement element) => new(
        element.GetProperty("mediaType").GetString() ?? "",
        element.GetProperty("digest").GetString() ?? "",
        element.GetProperty("size").GetInt64());
}
