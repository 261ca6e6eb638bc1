using Sampan.Controllers.Events;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads;

/// <summary>Creates and deletes the pods of a workload, reports it as events, and remembers it until the cache shows it.</summary>
internal sealed class PodControl(ICluster cluster, EventRecorder events, PendingWrites pending)
{
    public async Task CreateAsync(KubernetesObject owner, KubernetesObject pod, CancellationToken cancellationToken)
    {
        try
        {
            var created = await cluster.CreateAsync(WellKnownTypes.Pods, pod, ControllerContext.Write, cancellationToken);
            pending.Written(owner.NamespacedName, created);
            events.Normal(owner, "SuccessfulCreate", $"Created pod: {created.Metadata.Name}");
        }
        catch (ApiException exception) when (!IsNamespaceEnding(exception))
        {
            events.Warning(owner, "FailedCreate", $"Error creating: {exception.Message}");
            throw;
        }
    }

    public async Task DeleteAsync(KubernetesObject owner, KubernetesObject pod, CancellationToken cancellationToken)
    {
        pending.Deleted(owner.NamespacedName, pod);
        try
        {
            await cluster.DeleteAsync(WellKnownTypes.Pods, pod.NamespacedName, new DeleteOptions { Uid = pod.Metadata.Uid }, cancellationToken);
            events.Normal(owner, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}");
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Gone, or another pod of the same name: either way this one is no more.
        }
        catch (ApiException exception)
        {
            pending.Forget(owner.NamespacedName);
            events.Warning(owner, "FailedDelete", $"Error deleting: {exception.Message}");
            throw;
        }
    }

    /// <summary>A namespace that is being deleted takes nothing new, and its workloads go with it.</summary>
    public static bool IsNamespaceEnding(ApiException exception) =>
        exception.Status.Details?.Causes.Any(cause => cause.Reason == "NamespaceTerminating") ?? false;
}
