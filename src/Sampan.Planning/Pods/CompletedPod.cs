using System.Text.Json.Nodes;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Planning.Pods;

/// <summary>
/// Asks a cluster what it would make of a pod: limits without requests count as requests, priorities are resolved,
/// tolerations added. A template alone does not say that.
/// </summary>
internal static class CompletedPod
{
    /// <summary>A namespace that every cluster has: where pods are dry-run whose own namespace does not exist yet.</summary>
    private const string StandInNamespace = "default";

    private static readonly WriteOptions DryRun = new() { FieldManager = "sampan", DryRun = true };

    /// <summary>The completed pod; nothing is written.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="pod">The pod that a controller would post.</param>
    /// <param name="namespaceExists">Whether its namespace is there already.</param>
    /// <param name="warn">Told when the cluster would refuse the pod; it is then taken as it is.</param>
    /// <param name="cancellationToken">Ends asking.</param>
    public static async Task<KubernetesObject> OfAsync(ICluster cluster, KubernetesObject pod, bool namespaceExists, Action<string> warn, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.CreateAsync(WellKnownTypes.Pods, Asked(pod, namespaceExists), DryRun, cancellationToken);
        }
        catch (ApiException exception) when (exception.Status.Code is 400 or 403 or 404 or 422)
        {
            warn($"{cluster.Name} would refuse pod {pod.NamespacedName}: {exception.Message}");
            return pod;
        }
    }

    /// <summary>The account that the pod runs as may be part of the plan, so it is not asked for.</summary>
    private static KubernetesObject Asked(KubernetesObject pod, bool namespaceExists)
    {
        var draft = pod.ToDraft();
        draft["metadata"]!.AsObject().Remove("ownerReferences");
        if (!namespaceExists)
        {
            draft["metadata"]!["namespace"] = StandInNamespace;
        }

        (draft["spec"] as JsonObject)?.Remove("serviceAccountName");
        return KubernetesObject.From(draft);
    }
}
