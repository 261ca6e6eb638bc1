using System.Text.Json;
using Sampan.Fleet.Api;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Embedded;

/// <summary>Waits until every member's nodes are Ready, and every member is a Ready Cluster of the hub that joins them.</summary>
internal static class FleetReadiness
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    public static async Task WaitAsync(IEnumerable<ICluster> members, int nodesPerMember, ICluster? joiningHub, TimeProvider time, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var member in members)
        {
            count++;
            await ReadyAsync(member, WellKnownTypes.Nodes, nodesPerMember, time, cancellationToken);
        }

        if (joiningHub is not null)
        {
            await ReadyAsync(joiningHub, FleetTypes.Clusters, count, time, cancellationToken);
        }
    }

    private static async Task ReadyAsync(ICluster cluster, ResourceType type, int count, TimeProvider time, CancellationToken cancellationToken)
    {
        while (await ReadyCountAsync(cluster, type, cancellationToken) < count)
        {
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static async Task<int> ReadyCountAsync(ICluster cluster, ResourceType type, CancellationToken cancellationToken)
    {
        try
        {
            return (await cluster.ListAsync(type, null, ListOptions.Everything, cancellationToken)).Items.Count(@object => IsReady(@object) && !HasNotReadyTaint(@object));
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            return 0;
        }
    }

    private static bool IsReady(KubernetesObject @object)
    {
        foreach (var condition in (@object.Root.Member("status") ?? default(JsonElement)).Items("conditions"))
        {
            if (condition.String("type") == "Ready")
            {
                return condition.String("status") == "True";
            }
        }

        return false;
    }

    /// <summary>A new node, and a new member, has a taint until its first report has been seen.</summary>
    private static bool HasNotReadyTaint(KubernetesObject @object) =>
        (@object.Root.Member("spec") ?? default(JsonElement)).Items("taints").Any(taint => taint.StringOrEmpty("key").EndsWith("/not-ready", StringComparison.Ordinal));
}
