using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Aggregation;

/// <summary>The part of another server's OpenAPI v2 document that is about its group version, and how it joins this server's.</summary>
internal static class RemoteSwagger
{
    private const string Definitions = "definitions";
    private const string Paths = "paths";

    /// <summary>The paths of the group version, with all definitions.</summary>
    public static JsonObject Of(AggregatedService service, JsonElement document)
    {
        var paths = new JsonObject();
        foreach (var path in Members(document, Paths).Where(path => $"{path.Name}/".StartsWith($"{service.Path}/", StringComparison.Ordinal)))
        {
            paths[path.Name] = JsonNode.Parse(path.Value.GetRawText());
        }

        var definitions = new JsonObject();
        foreach (var definition in Members(document, Definitions))
        {
            definitions[definition.Name] = JsonNode.Parse(definition.Value.GetRawText());
        }

        return new JsonObject { [Paths] = paths, [Definitions] = definitions };
    }

    /// <summary>Adds them to a document: of definitions with one name, which are those of Kubernetes' own types, the document's stay.</summary>
    public static void Join(JsonObject document, JsonObject remote)
    {
        foreach (var part in (ReadOnlySpan<string>)[Paths, Definitions])
        {
            var target = document[part]!.AsObject();
            foreach (var (name, value) in remote[part]!.AsObject())
            {
                if (!target.ContainsKey(name))
                {
                    target[name] = value!.DeepClone();
                }
            }
        }
    }

    private static JsonElement.ObjectEnumerator Members(JsonElement document, string name) =>
        document.Member(name) is { ValueKind: JsonValueKind.Object } members ? members.EnumerateObject() : default;
}
