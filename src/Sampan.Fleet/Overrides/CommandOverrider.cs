using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Drafts;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Overrides;

/// <summary>Adds words to a container's command or args, or takes them out. Other operators leave the words as they are.</summary>
internal static class CommandOverrider
{
    public static void Apply(JsonObject draft, string field, JsonElement overrider)
    {
        var name = overrider.StringOrEmpty("containerName");
        var words = overrider.Items("value").Select(word => word.ToString()).ToList();
        foreach (var container in Containers.Of(draft).Where(container => container.StringAt("name") == name))
        {
            var current = Words(container, field);
            var changed = overrider.StringOrEmpty("operator") switch
            {
                "add" => current.Concat(words),
                "remove" => current.Where(word => !words.Contains(word)),
                _ => current,
            };
            container[field] = new JsonArray([.. changed.Select(word => (JsonNode)word)]);
        }
    }

    private static List<string> Words(JsonObject container, string field) => container[field] switch
    {
        null => [],
        JsonArray words => [.. words.Select(word => word?.ToString() ?? "")],
        _ => throw new OverrideException($"{field} of container {container.StringAt("name")} is no list"),
    };
}
