using System.Text.Json.Nodes;
using Sampan.Server.Registry;
using Sampan.Server.Resources;

namespace Sampan.Server.Discovery;

/// <summary>What a cluster serves, in the legacy form of discovery: one document a level.</summary>
internal static class DiscoveryDocuments
{
    /// <summary><c>/api</c>.</summary>
    public static JsonObject ApiVersions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    /// <summary><c>/apis</c>.</summary>
    public static JsonObject Groups(ServedCluster cluster) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. DiscoveryOrder.LegacyGroups(cluster).Select(group => (JsonNode)GroupEntry(group))]),
    };

    /// <summary><c>/apis/group</c>, or null if there is no such group.</summary>
    public static JsonObject? Group(ServedCluster cluster, string name)
    {
        if (DiscoveryOrder.Group(cluster, name) is not { } group)
        {
            return null;
        }

        var document = new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" };
        foreach (var (member, value) in GroupEntry(group))
        {
            document[member] = value?.DeepClone();
        }

        return document;
    }

    /// <summary><c>/apis/group/version</c>, or null if there is no such version.</summary>
    public static JsonObject? Resources(ResourceTable table, string group, string version)
    {
        var served = table.Resources.Where(resource => resource.Type.Group == group && resource.Type.Version == version).ToList();
        if (served.Count == 0)
        {
            return null;
        }

        var entries = new JsonArray();
        foreach (var resource in served)
        {
            entries.Add((JsonNode)Entry(resource));
            foreach (var subresource in resource.Description.Subresources.OrderBy(subresource => subresource.Name, StringComparer.Ordinal))
            {
                entries.Add((JsonNode)Entry(resource, subresource));
            }
        }

        var document = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0)
        {
            document["apiVersion"] = "v1";
        }

        document["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        document["resources"] = entries;
        return document;
    }

    private static JsonObject GroupEntry(DiscoveredGroup group) => new()
    {
        ["name"] = group.Name,
        ["versions"] = new JsonArray([.. group.Versions.Select(version => (JsonNode)VersionEntry(group.Name, version.Version))]),
        ["preferredVersion"] = VersionEntry(group.Name, group.Versions[0].Version),
    };

    private static JsonObject VersionEntry(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Entry(ServedResource resource)
    {
        var description = resource.Description;
        var entry = new JsonObject
        {
            ["name"] = description.Type.Plural,
            ["singularName"] = description.Singular,
            ["namespaced"] = description.Type.Namespaced,
            ["kind"] = description.Type.Kind,
            ["verbs"] = Strings(description.Verbs),
        };
        AddUnlessEmpty(entry, "shortNames", description.ShortNames);
        AddUnlessEmpty(entry, "categories", description.Categories);
        if (description.IsStored && description.Verbs.Contains("create"))
        {
            entry["storageVersionHash"] = DiscoveryHash.OfStorageVersion(resource.StorageType);
        }

        return entry;
    }

    private static JsonObject Entry(ServedResource resource, SubresourceDescription subresource)
    {
        var type = resource.Type;
        var entry = new JsonObject
        {
            ["name"] = $"{type.Plural}/{subresource.Name}",
            ["singularName"] = "",
            ["namespaced"] = type.Namespaced,
        };
        if (subresource.Kind.Group != type.Group || subresource.Kind.Version != type.Version)
        {
            entry["group"] = subresource.Kind.Group;
            entry["version"] = subresource.Kind.Version;
        }

        entry["kind"] = subresource.Kind.Kind;
        entry["verbs"] = Strings(subresource.Verbs);
        return entry;
    }

    internal static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    internal static void AddUnlessEmpty(JsonObject entry, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            entry[name] = Strings(values);
        }
    }
}
