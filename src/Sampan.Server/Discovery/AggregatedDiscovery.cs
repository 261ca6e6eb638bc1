using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Discovery;

/// <summary>What a cluster serves, in one apidiscovery.k8s.io/v2 document.</summary>
internal static class AggregatedDiscovery
{
    public const string MediaType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <summary>The core group alone, as <c>/api</c> answers.</summary>
    public static JsonObject Core(ResourceTable table) => Document(table, [""]);

    /// <summary>The named groups, as <c>/apis</c> answers.</summary>
    public static JsonObject Named(ResourceTable table) => Document(table, DiscoveryOrder.Groups(table));

    private static JsonObject Document(ResourceTable table, IReadOnlyList<string> groups) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. groups.Select(group => (JsonNode)Group(table, group))]),
    };

    private static JsonObject Group(ResourceTable table, string group)
    {
        var metadata = new JsonObject { ["creationTimestamp"] = null };
        if (group.Length > 0)
        {
            metadata = new JsonObject { ["name"] = group };
        }

        return new JsonObject
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([.. DiscoveryOrder.Versions(table, group).Select(version => (JsonNode)Version(table, group, version))]),
        };
    }

    private static JsonObject Version(ResourceTable table, string group, string version) => new()
    {
        ["version"] = version,
        ["resources"] = new JsonArray([.. table.Resources.Where(resource => resource.Type.Group == group && resource.Type.Version == version).Select(resource => (JsonNode)Resource(resource))]),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ServedResource resource)
    {
        var description = resource.Description;
        var entry = new JsonObject
        {
            ["resource"] = description.Type.Plural,
            ["responseKind"] = Kind(resource, description.Type.GroupVersionKind),
            ["scope"] = description.Type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = description.Singular,
            ["verbs"] = DiscoveryDocuments.Strings(description.Verbs),
        };
        DiscoveryDocuments.AddUnlessEmpty(entry, "shortNames", description.ShortNames);
        DiscoveryDocuments.AddUnlessEmpty(entry, "categories", description.Categories);
        if (description.Subresources.Count > 0)
        {
            entry["subresources"] = new JsonArray([.. description.Subresources.Select(subresource => (JsonNode)new JsonObject
            {
                ["subresource"] = subresource.Name,
                ["responseKind"] = Kind(resource, subresource.Kind),
                ["verbs"] = DiscoveryDocuments.Strings(subresource.Verbs),
            })]);
        }

        return entry;
    }

    // A built-in kind of the resource's own group version is left without them.
    private static JsonObject Kind(ServedResource resource, GroupVersionKind kind)
    {
        var isOwn = !resource.IsCustom && kind.Group == resource.Type.Group && kind.Version == resource.Type.Version;
        return new JsonObject { ["group"] = isOwn ? "" : kind.Group, ["version"] = isOwn ? "" : kind.Version, ["kind"] = kind.Kind };
    }
}
