using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Drafts;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Membership;
using Sampan.Fleet.Naming;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Execution;

/// <summary>Carries a member's works out: writes their manifests to the member, heals drift, and reports how the objects fare.</summary>
internal sealed class WorkReconciler : IReconciler
{
    private readonly HubContext _hub;
    private readonly Member _member;
    private readonly ManifestApplier _applier;
    private readonly ConcurrentDictionary<ResourceType, Informer> _observed = [];
    private Controller _loop = null!;

    private WorkReconciler(HubContext hub, Member member)
    {
        _hub = hub;
        _member = member;
        _applier = new ManifestApplier(member, hub);
    }

    public static Controller Create(HubContext hub, Member member)
    {
        var reconciler = new WorkReconciler(hub, member);
        var executionNamespace = ExecutionNamespace.Of(member.Name);
        var works = hub.Informers.For(FleetTypes.Works);
        reconciler._loop = FleetControllers.Loop(hub, $"execution {member.Name}", reconciler)
            .Watches(works, change => change.Object.Metadata.Namespace == executionNamespace && !IsStatusOnly(change) ? [change.Object.NamespacedName] : [])
            .Watches(hub.Informers.For(FleetTypes.Clusters), change => change.Object.Metadata.Name == member.Name && ClusterHealth.IsReady(change.After) && !ClusterHealth.IsReady(change.Before)
                ? works.Index(IndexKeys.Namespace)[executionNamespace].Select(work => work.NamespacedName)
                : []);
        return reconciler._loop;
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_hub.Informers.For(FleetTypes.Works).Get(key) is not { } work)
        {
            return ReconcileResult.Done;
        }

        var cluster = _hub.Informers.For(FleetTypes.Clusters).Get(NamespacedName.ClusterScoped(_member.Name));
        var isReady = ClusterHealth.IsReady(cluster);
        if (work.Metadata.DeletionTimestamp is not null)
        {
            await RemoveAsync(work, isReady, cluster is null or { Metadata.DeletionTimestamp: not null }, cancellationToken);
            return ReconcileResult.Done;
        }

        var isSuspended = work.Root.Member("spec")?.Boolean("suspendDispatching") == true;
        if (!isReady && !isSuspended)
        {
            // All works of the member come back when it does.
            return ReconcileResult.Done;
        }

        await CarryOutAsync(work, isSuspended, cancellationToken);
        return ReconcileResult.Done;
    }

    private static bool IsStatusOnly(ObjectChange change) =>
        change is ({ } before, { } after)
        && before.Metadata.Generation == after.Metadata.Generation
        && before.Metadata.DeletionTimestamp == after.Metadata.DeletionTimestamp;

    private async Task RemoveAsync(KubernetesObject work, bool isReady, bool isLeaving, CancellationToken cancellationToken)
    {
        if (isReady && work.Root.Member("spec")?.Boolean("preserveResourcesOnDeletion") != true)
        {
            foreach (var manifest in Manifests(work))
            {
                await _applier.DeleteAsync(manifest, cancellationToken);
            }
        }
        else if (!isReady && !isLeaving)
        {
            return;
        }

        await _hub.Cluster.RemoveFinalizerAsync(FleetTypes.Works, work, FleetFinalizers.Execution, cancellationToken);
    }

    private async Task CarryOutAsync(KubernetesObject work, bool isSuspended, CancellationToken cancellationToken)
    {
        List<string> failures = [];
        var manifests = Manifests(work).ToList();
        var statuses = new JsonArray();
        for (var i = 0; i < manifests.Count; i++)
        {
            try
            {
                var type = await _applier.TypeOfAsync(manifests[i], cancellationToken);
                var informer = await ObserveAsync(type, cancellationToken);
                var observed = isSuspended
                    ? informer.Get(manifests[i].NamespacedName)
                    : await _applier.ApplyAsync(type, manifests[i], informer.Get(manifests[i].NamespacedName), cancellationToken);
                if (observed is not null && ManifestStatus.Of(i, type, observed, _hub.Interpreter) is { } status)
                {
                    statuses.Add((JsonNode)status);
                }
            }
            catch (Exception exception) when (exception is ManifestException or ApiException { IsConflict: false })
            {
                failures.Add(exception.Message);
            }
        }

        await ReportAsync(work, isSuspended, manifests.Count, failures, statuses, cancellationToken);
        if (failures.Count > 0)
        {
            throw new ManifestException($"work {work.NamespacedName}: {string.Join("; ", failures)}");
        }
    }

    private async Task ReportAsync(KubernetesObject work, bool isSuspended, int total, List<string> failures, JsonArray statuses, CancellationToken cancellationToken)
    {
        var draft = work.ToDraft();
        var status = draft.Child("status");
        var conditions = status.List("conditions");
        StatusConditions.Set(
            conditions,
            "Dispatching",
            !isSuspended,
            isSuspended ? "SuspendDispatching" : "Dispatching",
            isSuspended ? "Work dispatching is in a suspended state." : "Work is being dispatched to member clusters.",
            _hub.Time);
        if (!isSuspended)
        {
            StatusConditions.Set(
                conditions,
                "Applied",
                failures.Count == 0,
                failures.Count == 0 ? "AppliedSuccessful" : "AppliedFailed",
                failures.Count == 0
                    ? "Manifest has been successfully applied"
                    : $"Failed to apply all manifests ({total - failures.Count}/{total}): {string.Join("; ", failures)}",
                _hub.Time);
        }

        status["manifestStatuses"] = statuses;
        if (!JsonNode.DeepEquals(draft, work.ToDraft()))
        {
            await _hub.Cluster.UpdateStatusAsync(FleetTypes.Works, draft, cancellationToken);
        }
    }

    // The objects' own changes lead back to their works: that heals drift and carries their status.
    private async Task<Informer> ObserveAsync(ResourceType type, CancellationToken cancellationToken)
    {
        var informer = _observed.GetOrAdd(type, static (type, self) =>
        {
            var informer = self._member.Informers.For(type);
            informer.Subscribe(self.ObjectChanged);
            return informer;
        }, this);
        await informer.Synced.WaitAsync(cancellationToken);
        return informer;
    }

    private void ObjectChanged(ObjectChange change)
    {
        var annotations = change.Object.Metadata.Annotations;
        if (annotations.TryGetValue(FleetAnnotations.WorkName, out var name) && annotations.TryGetValue(FleetAnnotations.WorkNamespace, out var @namespace))
        {
            _loop.Queue.Add(new NamespacedName(@namespace, name));
        }
    }

    private static IEnumerable<KubernetesObject> Manifests(KubernetesObject work) =>
        (work.Root.Member("spec", "workload") ?? default).Items("manifests")
            .Select(manifest => KubernetesObject.Parse(System.Text.Encoding.UTF8.GetBytes(manifest.GetRawText())));
}
