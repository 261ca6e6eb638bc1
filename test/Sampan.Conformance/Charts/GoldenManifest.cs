using System.Text.Json.Nodes;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Conformance.Charts;

/// <summary>One document of a rendered chart: where it came from, and its text.</summary>
internal sealed record GoldenManifest(string Source, string Text)
{
    private const string Head = "---\n# Source: ";

    /// <summary>Splits a text in which every document starts with a separator and its source.</summary>
    public static IReadOnlyList<GoldenManifest> Split(string text) =>
        [.. ("\n" + text).Split("\n" + Head).Skip(1).Select(document =>
        {
            var end = document.IndexOf('\n');
            return new GoldenManifest(end < 0 ? document : document[..end], end < 0 ? "" : document[(end + 1)..].TrimEnd());
        })];

    /// <summary>The document as data, without the given paths.</summary>
    public JsonNode? Data(IEnumerable<JsonArray> ignored)
    {
        var data = JsonNode.Parse(YamlToJson.Convert(Text));
        foreach (var path in ignored)
        {
            Remove(data, path);
        }

        return data;
    }

    private static void Remove(JsonNode? node, JsonArray path)
    {
        for (var i = 1; i < path.Count - 1; i++)
        {
            node = Step(node, path[i]!);
        }

        switch (node)
        {
            case JsonObject map when path[^1]!.GetValueKind() == System.Text.Json.JsonValueKind.String:
                map.Remove(path[^1]!.GetValue<string>());
                break;
            case JsonArray list when path[^1]!.GetValueKind() == System.Text.Json.JsonValueKind.Number && path[^1]!.GetValue<int>() < list.Count:
                list[path[^1]!.GetValue<int>()] = null;
                break;
        }
    }

    private static JsonNode? Step(JsonNode? node, JsonNode key) => node switch
    {
        JsonObject map when key.GetValueKind() == System.Text.Json.JsonValueKind.String => map[key.GetValue<string>()],
        JsonArray list when key.GetValueKind() == System.Text.Json.JsonValueKind.Number && key.GetValue<int>() < list.Count => list[key.GetValue<int>()],
        _ => null,
    };
}
