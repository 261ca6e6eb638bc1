using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>Between the corpus's parsed values and the drafts that the fleet works on.</summary>
internal static class FleetJson
{
    /// <summary>A mutable copy.</summary>
    public static JsonNode? Draft(JsonElement element) => JsonNode.Parse(element.GetRawText());

    /// <summary>The first difference between a value of the corpus and a draft, or null; quantities count by their value.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? got) => JsonDifference.Find(Element(expected), Element(got), isQuantity: _ => true);

    private static JsonElement? Element(JsonNode? node) => node is null ? null : JsonElement.Parse(node.ToUtf8Bytes());
}
