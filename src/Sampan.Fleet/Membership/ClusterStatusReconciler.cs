using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Fleet.Api;
using Sampan.Fleet.Hub;
using Sampan.Fleet.Naming;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Membership;

/// <summary>Keeps a member's Cluster object: its execution namespace, whether it answers, what it serves, what it has; and takes its works with it when it leaves.</summary>
internal sealed class ClusterStatusReconciler(HubContext hub, Member member) : IReconciler
{
    private readonly ClusterProbe _probe = new(member, hub.Time);

    public static Controller Create(HubContext hub, Member member)
    {
        var key = NamespacedName.ClusterScoped(member.Name);
        return FleetControllers.Loop(hub, $"cluster {member.Name}", new ClusterStatusReconciler(hub, member))
            .Watches(hub.Informers.For(FleetTypes.Clusters), change => change.Object.Metadata.Name == member.Name ? [key] : [])
            .Watches(hub.Informers.For(FleetTypes.Works), change =>
                change.After is null && change.Object.Metadata.Namespace == ExecutionNamespace.Of(member.Name) ? [key] : [])
            .Watches(member.Informers.For(WellKnownTypes.Nodes), KeysOf.Constant(key));
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (hub.Informers.For(FleetTypes.Clusters).Get(key) is not { } cluster)
        {
            return ReconcileResult.Done;
        }

        if (cluster.Metadata.DeletionTimestamp is not null)
        {
            await LeaveAsync(cluster, cancellationToken);
            return ReconcileResult.Done;
        }

        await EnsureExecutionNamespaceAsync(cancellationToken);
        var draft = cluster.ToDraft();
        if (!cluster.Metadata.Finalizers.Contains(FleetFinalizers.Cluster))
        {
            draft["metadata"]!["finalizers"] = new JsonArray([.. cluster.Metadata.Finalizers.Append(FleetFinalizers.Cluster).Select(name => (JsonNode)name)]);
            cluster = await hub.Cluster.UpdateAsync(FleetTypes.Clusters, draft, cancellationToken);
            draft = cluster.ToDraft();
        }

        var isReady = await _probe.ReportAsync(draft, cancellationToken);
        if (!JsonNode.DeepEquals(draft, cluster.ToDraft()))
        {
            cluster = await hub.Cluster.UpdateStatusAsync(FleetTypes.Clusters, draft, cancellationToken);
        }

        draft = cluster.ToDraft();
        if (ClusterTaints.Set(draft, isReady, hub.Time))
        {
            await hub.Cluster.UpdateAsync(FleetTypes.Clusters, draft, cancellationToken);
        }

        return ReconcileResult.After(hub.Options.StatusInterval);
    }

    private async Task EnsureExecutionNamespaceAsync(CancellationToken cancellationToken)
    {
        var name = ExecutionNamespace.Of(member.Name);
        if (hub.Informers.For(WellKnownTypes.Namespaces).Get(NamespacedName.ClusterScoped(name)) is not null)
        {
            return;
        }

        try
        {
            var draft = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Namespace",
                ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["karmada.io/system"] = "true" } },
            };
            await hub.Cluster.CreateAsync(WellKnownTypes.Namespaces, draft, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            // The cache has not seen it yet.
        }
    }

    private async Task LeaveAsync(KubernetesObject cluster, CancellationToken cancellationToken)
    {
        var executionNamespace = ExecutionNamespace.Of(member.Name);
        var works = hub.Informers.For(FleetTypes.Works).Index(IndexKeys.Namespace)[executionNamespace];
        foreach (var work in works.Where(work => work.Metadata.DeletionTimestamp is null))
        {
            await hub.Cluster.DeleteIfPresentAsync(FleetTypes.Works, work.NamespacedName, cancellationToken);
        }

        if (works.Count == 0)
        {
            await hub.Cluster.DeleteIfPresentAsync(WellKnownTypes.Namespaces, NamespacedName.ClusterScoped(executionNamespace), cancellationToken);
            await hub.Cluster.RemoveFinalizerAsync(FleetTypes.Clusters, cluster, FleetFinalizers.Cluster, cancellationToken);
        }
    }
}
