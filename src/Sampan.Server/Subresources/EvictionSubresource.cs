using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Registry;

namespace Sampan.Server.Subresources;

/// <summary>pods/eviction: deletes a pod if its disruption budget allows (kubernetes/pkg/registry/core/pod/storage/eviction.go).</summary>
internal static class EvictionSubresource
{
    private const int ProcessingSeconds = 10;
    private const int MostWaiting = 2000;
    private const string Refusal = "Cannot evict pod as it would violate the pod's disruption budget.";

    /// <summary>Evicts the pod; 429 if a budget forbids it now.</summary>
    public static async ValueTask EvictAsync(ServedCluster cluster, NamespacedName name, JsonObject eviction, WriteRequest request, CancellationToken cancellationToken)
    {
        if (eviction.Metadata().Text("name") is { Length: > 0 } own && own != name.Name)
        {
            throw ApiException.BadRequest("name in URL does not match name in Eviction object");
        }

        var pods = cluster.Resource(WellKnownTypes.Pods);
        var pod = cluster.Reader.Stored(pods, name);
        var options = DeleteBody.Read(eviction.Object("deleteOptions"));
        options = options with { DryRun = options.DryRun || request.DryRun };
        if (!NeedsNoBudget(pod) && Budget(cluster, pod) is { } budget && !IsUnreadyWithinBudget(pod, budget))
        {
            await SpendAsync(cluster, pod, budget, request with { DryRun = options.DryRun }, cancellationToken);
        }

        if (!options.DryRun)
        {
            options = await AnnounceAsync(cluster, pods, name, options, request, cancellationToken);
        }

        await cluster.Deleter.DeleteAsync(pods, name, options, cancellationToken);
    }

    /// <summary>Says on the pod why it goes; a version that the deletion must meet is that of the pod with the word on it.</summary>
    private static async ValueTask<DeleteRequest> AnnounceAsync(
        ServedCluster cluster, ServedResource pods, NamespacedName name, DeleteRequest options, WriteRequest request, CancellationToken cancellationToken)
    {
        var change = new ObjectChange(current =>
        {
            ObjectDeleter.CheckPreconditions(pods, name, current!, options);
            var draft = current!.ToDraft();
            DisruptionConditions.Announce(draft.Child("status"), cluster.Now);
            return draft;
        })
        {
            Subresource = "status",
            TracksOwners = false,
            IsAdmitted = true,
        };
        var announced = await cluster.Updater.UpdateAsync(pods, name, change, request, cancellationToken);
        return options.ResourceVersion is null ? options : options with { ResourceVersion = announced.Object.Metadata.ResourceVersion };
    }

    private static bool NeedsNoBudget(KubernetesObject pod) =>
        pod.Metadata.DeletionTimestamp is not null || SelectableFields.Value(pod, "status.phase") is "Succeeded" or "Failed" or "Pending";

    private static KubernetesObject? Budget(ServedCluster cluster, KubernetesObject pod)
    {
        var budgets = cluster.Resource(WellKnownTypes.PodDisruptionBudgets);
        var matching = cluster.Store.Current.List(budgets.Collection, budgets.Prefix(pod.Metadata.Namespace))
            .Select(found => found.Object)
            .Where(budget => LabelSelector.Of((budget.Root.Member("spec") ?? default).Member("selector")).Matches(pod.Metadata.Labels))
            .Take(2)
            .ToList();
        return matching.Count switch
        {
            0 => null,
            1 => matching[0],
            _ => throw ApiErrors.Unexplained("This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."),
        };
    }

    // A pod that is not ready anyway takes nothing away from a budget that is met without it.
    private static bool IsUnreadyWithinBudget(KubernetesObject pod, KubernetesObject budget)
    {
        foreach (var condition in (pod.Root.Member("status") ?? default).Items("conditions"))
        {
            if (condition.StringOrEmpty("type") == "Ready" && condition.StringOrEmpty("status") == "True")
            {
                return false;
            }
        }

        if ((budget.Root.Member("spec") ?? default).StringOrEmpty("unhealthyPodEvictionPolicy") == "AlwaysAllow")
        {
            return true;
        }

        var status = budget.Root.Member("status") ?? default;
        var desired = status.Integer("desiredHealthy") ?? 0;
        return desired > 0 && (status.Integer("currentHealthy") ?? 0) >= desired;
    }

    private static async ValueTask SpendAsync(ServedCluster cluster, KubernetesObject pod, KubernetesObject budget, WriteRequest request, CancellationToken cancellationToken)
    {
        var change = new ObjectChange(current =>
        {
            CheckBudget(current!);
            var draft = current!.ToDraft();
            var status = draft.Child("status");
            var left = (status.Integer("disruptionsAllowed") ?? 0) - 1;
            status["disruptionsAllowed"] = left;
            if (left == 0)
            {
                DisruptionConditions.Spent(status, cluster.Now);
            }

            status.Child("disruptedPods")[pod.Metadata.Name] = cluster.Now;
            return draft;
        })
        {
            Subresource = "status",
            TracksOwners = false,
            IsAdmitted = true,
        };
        await cluster.Updater.UpdateAsync(cluster.Resource(WellKnownTypes.PodDisruptionBudgets), budget.NamespacedName, change, request, cancellationToken);
    }

    private static void CheckBudget(KubernetesObject budget)
    {
        var name = budget.Metadata.Name;
        var status = budget.Root.Member("status") ?? default;
        var allowed = status.Integer("disruptionsAllowed") ?? 0;
        if ((status.Integer("observedGeneration") ?? 0) < budget.Metadata.Generation)
        {
            throw TooMany($"The disruption budget {name} is still being processed by the server.", ProcessingSeconds);
        }

        if (allowed < 0)
        {
            throw ApiErrors.Forbidden("poddisruptionbudget.policy", "policy", "poddisruptionbudget", name, "pdb disruptions allowed is negative");
        }

        if (status.Member("disruptedPods") is { } waiting && waiting.EnumerateObject().Count() > MostWaiting)
        {
            throw ApiErrors.Forbidden("poddisruptionbudget.policy", "policy", "poddisruptionbudget", name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        if (allowed == 0)
        {
            throw TooMany($"The disruption budget {name} needs {status.Integer("desiredHealthy") ?? 0} healthy pods and has {status.Integer("currentHealthy") ?? 0} currently", 0);
        }
    }

    private static ApiException TooMany(string why, int retryAfterSeconds) => new(new ApiStatus(429, StatusReasons.TooManyRequests, Refusal)
    {
        Details = new StatusDetails(RetryAfterSeconds: retryAfterSeconds) { Causes = [new StatusCause("DisruptionBudget", why, "")] },
    });
}
