using Sampan.Server.Aggregation;
using Sampan.Server.Registry;

namespace Sampan.Server.Discovery;

/// <summary>The order of groups and versions in discovery: clients take the first that has what they look for.</summary>
internal static class DiscoveryOrder
{
    /// <summary>The named groups, as aggregated discovery orders them: by priority, then by name.</summary>
    public static IReadOnlyList<DiscoveredGroup> Groups(ServedCluster cluster) =>
        [.. Unordered(cluster).OrderByDescending(group => group.Priority).ThenBy(group => group.Name, StringComparer.Ordinal)];

    /// <summary>The named groups, as the legacy form orders them: by priority, then by the name of the APIService that gives it.</summary>
    public static IReadOnlyList<DiscoveredGroup> LegacyGroups(ServedCluster cluster) =>
        [.. Unordered(cluster).OrderByDescending(group => group.Priority).ThenBy(FirstService, StringComparer.Ordinal)];

    /// <summary>One group, or null.</summary>
    public static DiscoveredGroup? Group(ServedCluster cluster, string name) => Unordered(cluster).FirstOrDefault(group => group.Name == name);

    private static string FirstService(DiscoveredGroup group) =>
        group.Versions.Where(version => version.Priorities.Group == group.Priority).Select(version => $"{version.Version}.{version.Group}").Order(StringComparer.Ordinal).First();

    private static IEnumerable<DiscoveredGroup> Unordered(ServedCluster cluster) => Versions(cluster)
        .Where(version => version.Group.Length > 0)
        .GroupBy(version => version.Group)
        .Select(group => new DiscoveredGroup(group.Key, [.. group.OrderByDescending(version => version.Priorities.Version).ThenBy(version => version.Version, KubeVersionOrder.Instance)]));

    // What the server itself has is its own, whatever an APIService says.
    private static IEnumerable<DiscoveredVersion> Versions(ServedCluster cluster)
    {
        var services = cluster.Store.Current.List(cluster.Resource(ApiServices.Type).Collection).ToDictionary(found => found.Object.Metadata.Name, found => found.Object, StringComparer.Ordinal);
        foreach (var (group, version) in cluster.Resources.GroupVersions)
        {
            var priorities = services.Remove($"{version}.{group}", out var service) ? GroupPriorities.Of(service) : GroupPriorities.Of(group, version);
            yield return new DiscoveredVersion(group, version, priorities, null);
        }

        foreach (var service in services.Values)
        {
            if (AggregatedService.Of(service) is { } remote)
            {
                yield return new DiscoveredVersion(remote.Group, remote.Version, GroupPriorities.Of(service), remote);
            }
        }
    }
}
