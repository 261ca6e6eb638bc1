using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Placement;
using Sampan.Placement.Bindings;

namespace Sampan.Fleet.Propagation;

/// <summary>Chooses the members of each binding, and chooses anew when the binding or the fleet changes.</summary>
internal sealed class BindingScheduler(HubContext hub, ResourceType type) : IReconciler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    public static Controller Create(HubContext hub, ResourceType type)
    {
        var bindings = hub.Informers.For(type);
        return FleetControllers.Loop(hub, $"scheduler {type.Plural}", new BindingScheduler(hub, type))
            .Watches(bindings, change => change.Before?.Metadata.Generation == change.After?.Metadata.Generation ? [] : [change.Object.NamespacedName])
            .Watches(hub.Informers.For(FleetTypes.Clusters), change => AffectedBy(change, bindings.All));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (hub.Informers.For(type).Get(key) is not { Metadata.DeletionTimestamp: null } binding)
        {
            return ReconcileResult.Done;
        }

        if (AwaitsFirstReports())
        {
            return ReconcileResult.Done;
        }

        var result = PlacementEngine.Place(PlacementBinding.Of(binding), hub.Clusters, hub.Placement);
        if (result.Outcome is not { } outcome)
        {
            return ReconcileResult.Done;
        }

        var written = await WriteTargetsAsync(binding, outcome, cancellationToken);
        await ReportAsync(written, outcome, cancellationToken);
        return outcome.Retry ? ReconcileResult.After(RetryAfter) : ReconcileResult.Done;
    }

    // A member that is about to report for the first time may be the better one; its report brings the binding back.
    private bool AwaitsFirstReports() => hub.Informers.For(FleetTypes.Clusters).All.Any(cluster =>
        hub.Members.ContainsKey(cluster.Metadata.Name)
        && cluster.Metadata.DeletionTimestamp is null
        && !(cluster.Root.Member("status") ?? default).Items("conditions").Any(condition => condition.String("type") == "Ready"));

    // What a member reports of its capacity moves nothing that is placed; it may help what is not.
    private static IEnumerable<NamespacedName> AffectedBy(ObjectChange change, IReadOnlyList<KubernetesObject> bindings) => bindings
        .Where(binding => !IsOfCapacityOnly(change) || !IsScheduled(binding))
        .Select(binding => binding.NamespacedName);

    private static bool IsOfCapacityOnly(ObjectChange change) =>
        change is ({ } before, { } after)
        && before.Metadata.Generation == after.Metadata.Generation
        && before.Metadata.DeletionTimestamp == after.Metadata.DeletionTimestamp
        && before.Metadata.Labels.OrderBy(label => label.Key).SequenceEqual(after.Metadata.Labels.OrderBy(label => label.Key))
        && (before.Root.Member("status", "apiEnablements"), after.Root.Member("status", "apiEnablements")) switch
        {
            (null, null) => true,
            ({ } left, { } right) => System.Text.Json.JsonElement.DeepEquals(left, right),
            _ => false,
        };

    private static bool IsScheduled(KubernetesObject binding) => (binding.Root.Member("status") ?? default).Items("conditions")
        .Any(condition => condition.String("type") == "Scheduled" && condition.String("status") == "True");

    private async ValueTask<KubernetesObject> WriteTargetsAsync(KubernetesObject binding, PlacementOutcome outcome, CancellationToken cancellationToken)
    {
        var current = PlacementBinding.Of(binding);
        var isMoved = outcome.Clusters is { } clusters && !clusters.OrderBy(target => target.Name, StringComparer.Ordinal).SequenceEqual(current.Clusters.OrderBy(target => target.Name, StringComparer.Ordinal));
        var isNewPlacement = outcome.AppliedPlacement is { } applied && applied != current.AppliedPlacement;
        if (!isMoved && !isNewPlacement)
        {
            return binding;
        }

        var patch = new JsonObject();
        if (isMoved)
        {
            patch.SetAt(new JsonArray([.. outcome.Clusters!.Select(Target)]), "spec", "clusters");
        }

        if (isNewPlacement)
        {
            patch.SetAt(outcome.AppliedPlacement, "metadata", "annotations", FleetAnnotations.AppliedPlacement);
        }

        // Scheduled by an old placement would be worse than scheduled again.
        patch.SetAt(binding.Metadata.ResourceVersion, "metadata", "resourceVersion");
        return await hub.Cluster.MergeAsync(type, binding.NamespacedName, patch, cancellationToken);
    }

    // Once the targets are written, placing again finds nothing to do: an outcome that is not reported now never is.
    private async ValueTask ReportAsync(KubernetesObject binding, PlacementOutcome outcome, CancellationToken cancellationToken)
    {
        var generation = binding.Metadata.Generation;
        while (true)
        {
            try
            {
                await WriteStatusAsync(binding, generation, outcome, cancellationToken);
                return;
            }
            catch (ApiException exception) when (exception.IsConflict)
            {
                binding = await hub.Cluster.GetAsync(type, binding.NamespacedName, cancellationToken);
            }
        }
    }

    private async ValueTask WriteStatusAsync(KubernetesObject binding, long generation, PlacementOutcome outcome, CancellationToken cancellationToken)
    {
        var draft = binding.ToDraft();
        var status = draft.Child("status");
        var before = status.DeepClone();
        if (outcome.Condition is { } condition)
        {
            StatusConditions.Set(status.List("conditions"), "Scheduled", condition.Status, condition.Reason, condition.Message, hub.Time);
        }

        if (outcome.ObservedGeneration is not null)
        {
            status["schedulerObservedGeneration"] = generation;
        }

        if (outcome.ObservedAffinity is { } affinity)
        {
            status["schedulerObservingAffinityName"] = affinity;
        }

        if (outcome.Scheduled)
        {
            status["lastScheduledTime"] = StatusTime.Now(hub.Time);
        }

        if (!JsonNode.DeepEquals(before, status))
        {
            await hub.Cluster.UpdateStatusAsync(type, draft, cancellationToken);
        }
    }

    private static JsonNode Target(TargetCluster target)
    {
        var json = new JsonObject { ["name"] = target.Name };
        if (target.Replicas > 0)
        {
            json["replicas"] = target.Replicas;
        }

        return json;
    }
}
