using Sampan.Charts.Rendering;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Releases.Rendering;

/// <summary>What a cluster serves, as charts and placement policies need to know it.</summary>
/// <param name="Capabilities">For charts.</param>
/// <param name="Types">By kind; a kind that is not there is taken to live in namespaces.</param>
public sealed record ClusterCapabilities(Capabilities Capabilities, IReadOnlyDictionary<GroupVersionKind, ResourceType> Types)
{
    /// <summary>Whether objects of the kind live in namespaces.</summary>
    public bool IsNamespaced(GroupVersionKind kind) => !Types.TryGetValue(kind, out var type) || type.Namespaced;

    /// <summary>Asks a cluster.</summary>
    public static async Task<ClusterCapabilities> OfAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        var version = await cluster.GetVersionAsync(cancellationToken);
        var types = await cluster.DiscoverAsync(cancellationToken);
        return new ClusterCapabilities(
            new Capabilities
            {
                KubeVersion = new KubeVersion(version.GitVersion, version.Major, version.Minor),
                ApiVersions = [.. types.Select(type => type.ApiVersion).Distinct(), .. types.Select(type => $"{type.ApiVersion}/{type.Kind}")],
            },
            ByKind(types));
    }

    /// <summary>What Helm assumes without a cluster, with the scopes of the given types.</summary>
    public static ClusterCapabilities Offline(IEnumerable<ResourceType> types) => new(Capabilities.Default, ByKind(types));

    private static Dictionary<GroupVersionKind, ResourceType> ByKind(IEnumerable<ResourceType> types) =>
        types.GroupBy(type => type.GroupVersionKind).ToDictionary(group => group.Key, group => group.First());
}
