using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;

namespace Sampan.Controllers.GarbageCollection;

/// <summary>The types of a cluster whose objects are stored, so that they can be listed and collected.</summary>
internal static class ServedTypes
{
    /// <summary>Types that are only asked, never stored; discovery through <see cref="ICluster"/> does not tell verbs.</summary>
    private static readonly HashSet<string> NotStored =
    [
        "bindings", "componentstatuses",
        "tokenreviews.authentication.k8s.io", "selfsubjectreviews.authentication.k8s.io",
        "subjectaccessreviews.authorization.k8s.io", "localsubjectaccessreviews.authorization.k8s.io",
        "selfsubjectaccessreviews.authorization.k8s.io", "selfsubjectrulesreviews.authorization.k8s.io",
    ];

    /// <summary>The stored types, each once, in its preferred version.</summary>
    public static async ValueTask<IReadOnlyList<ResourceType>> StoredAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        var served = await cluster.DiscoverAsync(cancellationToken);
        return [.. served.Where(type => !NotStored.Contains(type.GroupResource) && !type.Group.EndsWith("metrics.k8s.io", StringComparison.Ordinal))
            .DistinctBy(type => type.GroupResource)];
    }
}
