using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Aggregation;
using Sampan.Server.CustomResources;
using Sampan.Server.Kinds;
using Sampan.Server.Metrics;

namespace Sampan.Server.Registry;

/// <summary>What follows from a committed write within the server itself.</summary>
internal static class AfterWrite
{
    /// <summary>After an object has been created or changed.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="before">The object as it was, or null if it is new.</param>
    /// <param name="after">The object as it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async ValueTask ChangedAsync(ServedCluster cluster, ServedResource resource, KubernetesObject? before, KubernetesObject after, CancellationToken cancellationToken)
    {
        if (resource.Type == WellKnownTypes.CustomResourceDefinitions || MetricsApi.IsRegistration(resource, after))
        {
            DefinitionServing.Refresh(cluster);
        }
        else if (resource.Type == WellKnownTypes.Services)
        {
            await ServiceAddressObjects.FollowAsync(cluster, before, after, cancellationToken);
        }

        await ApiServiceStatus.FollowAsync(cluster, resource, before, after, cancellationToken);
        await LocalApiServices.FollowAsync(cluster, resource, before, after, cancellationToken);
    }

    /// <summary>After an object has gone.</summary>
    public static async ValueTask DeletedAsync(ServedCluster cluster, ServedResource resource, KubernetesObject last, CancellationToken cancellationToken)
    {
        if (resource.Type == WellKnownTypes.CustomResourceDefinitions || MetricsApi.IsRegistration(resource, last))
        {
            DefinitionServing.Refresh(cluster);
        }
        else if (resource.Type == WellKnownTypes.Services)
        {
            await ServiceAddressObjects.FollowAsync(cluster, last, null, cancellationToken);
        }

        await ApiServiceStatus.FollowAsync(cluster, resource, last, null, cancellationToken);
        await LocalApiServices.FollowAsync(cluster, resource, last, null, cancellationToken);
        await DefinitionCleanup.AfterDeleteAsync(cluster, resource, cancellationToken);
    }
}
