using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Server.Registry;

namespace Sampan.Server.Discovery;

/// <summary>What a cluster serves, in one apidiscovery.k8s.io/v2 document.</summary>
internal static class AggregatedDiscovery
{
    public const string MediaType = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    /// <summary>The core group alone, as <c>/api</c> answers.</summary>
    public static JsonObject Core(ServedCluster cluster)
    {
        var entry = new JsonObject { ["metadata"] = new JsonObject { ["creationTimestamp"] = null }, ["versions"] = new JsonArray(Version(cluster.Resources, "", "v1")) };
        return Document([entry]);
    }

    /// <summary>The named groups, as <c>/apis</c> answers.</summary>
    public static JsonObject Named(ServedCluster cluster) => Document(DiscoveryOrder.Groups(cluster).Select(group => new JsonObject
    {
        ["metadata"] = new JsonObject { ["name"] = group.Name },
        ["versions"] = new JsonArray([.. group.Versions.Select(version => (JsonNode)Version(cluster, version))]),
    }));

    private static JsonObject Document(IEnumerable<JsonObject> groups) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = "apidiscovery.k8s.io/v2",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. groups]),
    };

    private static JsonObject Version(ServedCluster cluster, DiscoveredVersion version)
    {
        if (version.Remote is not { } service)
        {
            return Version(cluster.Resources, version.Group, version.Version);
        }

        var known = cluster.Remote.Of(service);
        var entry = known.Discovery is { } discovery ? JsonNode.Parse(discovery.GetRawText())!.AsObject() : new JsonObject { ["version"] = version.Version };
        entry["freshness"] = known.IsStale ? "Stale" : "Current";
        return entry;
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
