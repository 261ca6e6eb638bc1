using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Pods;

/// <summary>Deletion of a pod that may be gone already.</summary>
internal static class PodDeletion
{
    /// <summary>Deletes this pod, and no other of its name.</summary>
    /// <param name="cluster">Where it is.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="gracePeriod">How many seconds it gets to end; null for its own <c>terminationGracePeriodSeconds</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public static async ValueTask DeleteAsync(ICluster cluster, KubernetesObject pod, long? gracePeriod, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.DeleteAsync(WellKnownTypes.Pods, pod.NamespacedName, new DeleteOptions { Uid = pod.Metadata.Uid, GracePeriodSeconds = gracePeriod }, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone, or another pod of the same name: either way this one is no more.
        }
    }
}
