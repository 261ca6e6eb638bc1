using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Releases.Life;

/// <summary>What a cluster serves, by kind. Discovered on first use, and again when a kind is asked for that was not there.</summary>
public sealed class ClusterResources(ICluster cluster)
{
    private Dictionary<GroupVersionKind, ResourceType>? _types;

    /// <summary>The cluster.</summary>
    public ICluster Cluster => cluster;

    /// <summary>The resource type of a kind, or null if the cluster does not serve it.</summary>
    public async ValueTask<ResourceType?> FindAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        if (_types?.GetValueOrDefault(kind) is { } known)
        {
            return known;
        }

        var types = new Dictionary<GroupVersionKind, ResourceType>();
        foreach (var type in await cluster.DiscoverAsync(cancellationToken))
        {
            types.TryAdd(type.GroupVersionKind, type);
        }

        _types = types;
        return types.GetValueOrDefault(kind);
    }
}
