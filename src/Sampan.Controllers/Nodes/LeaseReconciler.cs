using System.Text.Json.Nodes;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>Renews the lease of each simulated node, which is the sign that it is alive.</summary>
internal sealed class LeaseReconciler : IReconciler
{
    private const string Namespace = "kube-node-lease";
    private const int LeaseSeconds = 40;

    private static readonly WriteOptions Write = WriteOptions.By("kubelet");

    private readonly ControllerContext _context;
    private readonly SimulationOptions _options;
    private readonly Informer _nodes;
    private readonly Dictionary<string, KubernetesObject> _leases = new(StringComparer.Ordinal);

    private LeaseReconciler(ControllerContext context, SimulationOptions options)
    {
        _context = context;
        _options = options;
        _nodes = context.Informers.For(WellKnownTypes.Nodes);
    }

    /// <summary>The controller of the leases of a cluster's nodes. One worker: the leases it holds are its own.</summary>
    public static Controller Controller(ControllerContext context, SimulationOptions options)
    {
        var reconciler = new LeaseReconciler(context, options);
        return context.Controller("node-lease", reconciler)
            .Watches(reconciler._nodes, static change => SimulationChange.Begins(change) || change.After is null ? [change.Object.NamespacedName] : []);
    }

    public async ValueTask<ReconcileResult> ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        // Taken out meanwhile: after a failure the next attempt starts from what is stored.
        var isHeld = _leases.Remove(key.Name, out var lease);
        if (_nodes.Get(key) is not { } node || !SimulatedNode.Is(node))
        {
            return ReconcileResult.Done;
        }

        _leases[key.Name] = isHeld
            ? await _context.Cluster.UpdateAsync(WellKnownTypes.Leases, Renewed(lease!), Write, cancellationToken)
            : await AcquireAsync(node, cancellationToken);
        return ReconcileResult.After(_options.HeartbeatInterval);
    }

    private async ValueTask<KubernetesObject> AcquireAsync(KubernetesObject node, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await _context.Cluster.GetAsync(WellKnownTypes.Leases, new NamespacedName(Namespace, node.Metadata.Name), cancellationToken);
            return await _context.Cluster.UpdateAsync(WellKnownTypes.Leases, Renewed(stored), Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return await _context.Cluster.CreateAsync(WellKnownTypes.Leases, Renewed(NewLease(node)), Write, cancellationToken);
        }
    }

    private KubernetesObject Renewed(KubernetesObject lease)
    {
        var draft = lease.ToDraft();
        draft["spec"]!["renewTime"] = KubernetesTime.FormatMicro(_context.Time.GetUtcNow());
        return KubernetesObject.From(draft);
    }

    private static KubernetesObject NewLease(KubernetesObject node) => KubernetesObject.From(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject
        {
            ["name"] = node.Metadata.Name,
            ["namespace"] = Namespace,
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Node",
                ["name"] = node.Metadata.Name,
                ["uid"] = node.Metadata.Uid,
            }),
        },
        ["spec"] = new JsonObject { ["holderIdentity"] = node.Metadata.Name, ["leaseDurationSeconds"] = LeaseSeconds },
    });
}
