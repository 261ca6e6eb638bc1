using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Sampan.Controllers.Runtime;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Nodes;

/// <summary>Renews the leases of a cluster's nodes; one timer serves them all.</summary>
internal sealed partial class NodeHeartbeats(ControllerContext context, SimulationOptions options) : IController
{
    private const string Namespace = "kube-node-lease";
    private const int LeaseSeconds = 40;

    private static readonly WriteOptions Write = WriteOptions.By("kubelet");

    private readonly Informer _nodes = context.Informers.For(WellKnownTypes.Nodes);
    private readonly Dictionary<string, KubernetesObject> _leases = new(StringComparer.Ordinal);

    public string Name => "node-heartbeats";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.HeartbeatInterval, context.Time);
        try
        {
            await _nodes.Synced.WaitAsync(cancellationToken);
            do
            {
                foreach (var node in _nodes.All)
                {
                    await RenewAsync(node, cancellationToken);
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async ValueTask RenewAsync(KubernetesObject node, CancellationToken cancellationToken)
    {
        var name = node.Metadata.Name;
        try
        {
            _leases[name] = _leases.TryGetValue(name, out var lease)
                ? await context.Cluster.UpdateAsync(WellKnownTypes.Leases, Renewed(lease), Write, cancellationToken)
                : await AcquireAsync(node, cancellationToken);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever it was, the next beat starts from what is stored.
            _leases.Remove(name);
            Log.Failed(context.Logger, context.Cluster.Name, name, exception.Message);
        }
    }

    private async ValueTask<KubernetesObject> AcquireAsync(KubernetesObject node, CancellationToken cancellationToken)
    {
        try
        {
            var stored = await context.Cluster.GetAsync(WellKnownTypes.Leases, new NamespacedName(Namespace, node.Metadata.Name), cancellationToken);
            return await context.Cluster.UpdateAsync(WellKnownTypes.Leases, Renewed(stored), Write, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return await context.Cluster.CreateAsync(WellKnownTypes.Leases, Renewed(NewLease(node)), Write, cancellationToken);
        }
    }

    private KubernetesObject Renewed(KubernetesObject lease)
    {
        var draft = lease.ToDraft();
        draft["spec"]!["renewTime"] = KubernetesTime.FormatMicro(context.Time.GetUtcNow());
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Cluster}: the lease of {Node} was not renewed: {Reason}")]
        public static partial void Failed(ILogger logger, string cluster, string node, string reason);
    }
}
