using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>One change at a JSON pointer: <c>add</c>, <c>replace</c> or <c>remove</c>.</summary>
internal sealed record PatchOperation(string Operator, string Path, JsonNode? Value)
{
    /// <summary>Reads an entry of <c>plaintext</c>, or with another name of the pointer, of a field overrider.</summary>
    public static PatchOperation Of(JsonElement entry, string pathField) =>
        new(entry.StringOrEmpty("operator"), entry.StringOrEmpty(pathField), entry.Member("value").ToNode());
}
