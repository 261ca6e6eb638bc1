using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Aggregation;

/// <summary>Writes a list of resources (meta/v1 APIResourceList) as aggregated discovery does, for servers that know only the older form.</summary>
internal static class LegacyDiscovery
{
    /// <summary>The apidiscovery.k8s.io/v2 APIVersionDiscovery of a list's resources.</summary>
    public static JsonElement Version(string version, IReadOnlyList<JsonElement> resources)
    {
        var entries = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var (name, subresource) = Split(resource);
            if (subresource.Length == 0)
            {
                entries[name] = Entry(resource);
            }
        }

        foreach (var resource in resources)
        {
            var (name, subresource) = Split(resource);
            if (subresource.Length > 0 && entries.TryGetValue(name, out var parent))
            {
                (parent["subresources"] as JsonArray ?? (JsonArray)(parent["subresources"] = new JsonArray())).Add((JsonNode)new JsonObject
                {
                    ["subresource"] = subresource,
                    ["responseKind"] = Kind(resource),
                    ["verbs"] = Copy(resource, "verbs"),
                });
            }
        }

        return JsonElement.Parse(new JsonObject { ["version"] = version, ["resources"] = new JsonArray([.. entries.Values]) }.ToUtf8Bytes());
    }

    private static (string Name, string Subresource) Split(JsonElement resource)
    {
        var parts = resource.StringOrEmpty("name").Split('/', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static JsonObject Entry(JsonElement resource)
    {
        var entry = new JsonObject
        {
            ["resource"] = resource.StringOrEmpty("name"),
            ["responseKind"] = Kind(resource),
            ["scope"] = resource.Boolean("namespaced") == true ? "Namespaced" : "Cluster",
            ["singularResource"] = resource.StringOrEmpty("singularName"),
            ["verbs"] = Copy(resource, "verbs"),
        };
        foreach (var name in (ReadOnlySpan<string>)["shortNames", "categories"])
        {
            if (Copy(resource, name) is { Count: > 0 } values)
            {
                entry[name] = values;
            }
        }

        return entry;
    }

    // Empty: the list's own group and version.
    private static JsonObject Kind(JsonElement resource) =>
        new() { ["group"] = resource.StringOrEmpty("group"), ["version"] = resource.StringOrEmpty("version"), ["kind"] = resource.StringOrEmpty("kind") };

    private static JsonArray Copy(JsonElement resource, string name) => new([.. resource.Items(name).Select(item => (JsonNode)item.ToString())]);
}
