using System.Text.Json;
using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;

namespace Sampan.Demo;

/// <summary>How a namespace's Deployments and pods stand in one cluster.</summary>
internal sealed record FleetView(string Cluster, IReadOnlyDictionary<string, (long Ready, long Wanted)> Deployments, IReadOnlyList<(string Pod, string Reason)> Pending)
{
    public static async Task<FleetView> ReadAsync(ICluster cluster, string @namespace, CancellationToken cancellationToken)
    {
        var deployments = await cluster.ListAsync(WellKnownTypes.Deployments, @namespace, ListOptions.Everything, cancellationToken);
        var pods = await cluster.ListAsync(WellKnownTypes.Pods, @namespace, ListOptions.Everything, cancellationToken);
        return new FleetView(
            cluster.Name,
            deployments.Items.ToDictionary(deployment => deployment.Metadata.Name, Counts),
            [.. pods.Items.Select(pod => (pod.Metadata.Name, Reason: Unschedulable(pod))).Where(pod => pod.Reason is not null).Select(pod => (pod.Name, pod.Reason!))]);
    }

    private static (long Ready, long Wanted) Counts(KubernetesObject deployment) => (
        deployment.Root.Member("status")?.Integer("readyReplicas") ?? 0,
        deployment.Root.Member("spec")?.Integer("replicas") ?? 1);

    private static string? Unschedulable(KubernetesObject pod)
    {
        foreach (var condition in (pod.Root.Member("status") ?? default(JsonElement)).Items("conditions"))
        {
            if (condition.String("type") == "PodScheduled" && condition.String("status") == "False")
            {
                return condition.StringOrEmpty("message");
            }
        }

        return null;
    }
}
