using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Fleet.Hub;

/// <summary>Where a cluster serves a kind. Asks the cluster anew for a kind that it does not know yet.</summary>
internal sealed class DiscoveredTypes(ICluster cluster)
{
    private volatile Dictionary<GroupVersionKind, ResourceType> _types = [];

    /// <summary>The type of a kind that was asked for before, or null.</summary>
    public ResourceType? Known(GroupVersionKind kind) => _types.GetValueOrDefault(kind);

    /// <summary>The type of a kind, or null where the cluster does not serve it.</summary>
    public async ValueTask<ResourceType?> FindAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        if (_types.TryGetValue(kind, out var known))
        {
            return known;
        }

        await RefreshAsync(cancellationToken);
        return _types.GetValueOrDefault(kind);
    }

    /// <summary>Everything that the cluster serves now.</summary>
    public async ValueTask<IReadOnlyList<ResourceType>> RefreshAsync(CancellationToken cancellationToken)
    {
        var served = await cluster.DiscoverAsync(cancellationToken);
        var types = new Dictionary<GroupVersionKind, ResourceType>(served.Count);
        foreach (var type in served)
        {
            types.TryAdd(type.GroupVersionKind, type);
        }

        _types = types;
        return served;
    }
}
