using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sampan.Controllers.Objects;

/// <summary>Mutable copies of parts of objects.</summary>
internal static class Drafts
{
    /// <summary>A mutable copy of a JSON object; an empty one where there is none.</summary>
    public static JsonObject Of(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } json ? JsonObject.Create(json)! : [];
}
