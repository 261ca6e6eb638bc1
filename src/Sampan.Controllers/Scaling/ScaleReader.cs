using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Scaling;

/// <summary>Finds and reads the <c>scale</c> subresource of objects of any kind, custom ones too.</summary>
internal sealed class ScaleReader(ICluster cluster)
{
    public const string Subresource = "scale";

    /// <summary>The served type of a kind, in the given version where that is served; null if the group has no such kind.</summary>
    public async ValueTask<ResourceType?> TypeOfAsync(GroupVersionKind kind, CancellationToken cancellationToken)
    {
        ResourceType? other = null;
        foreach (var type in await cluster.DiscoverAsync(cancellationToken))
        {
            if (type.Kind == kind.Kind && type.Group == kind.Group)
            {
                if (type.Version == kind.Version)
                {
                    return type;
                }

                other ??= type;
            }
        }

        return other;
    }

    /// <summary>The scale of an object.</summary>
    /// <exception cref="ApiException">The object is not there, or has no scale; see <see cref="IsUnscalable"/>.</exception>
    public ValueTask<KubernetesObject> GetAsync(ResourceType type, NamespacedName name, CancellationToken cancellationToken) =>
        cluster.GetSubresourceAsync(type, name, Subresource, cancellationToken);

    /// <summary>Whether a failure says that objects of the type have no scale, and not that this one is missing.</summary>
    public static bool IsUnscalable(ApiException failure) => failure.IsNotFound && failure.Status.Details is not { Name.Length: > 0 };
}
