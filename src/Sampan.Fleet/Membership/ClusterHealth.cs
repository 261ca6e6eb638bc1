using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Membership;

/// <summary>What a Cluster object says of its member.</summary>
internal static class ClusterHealth
{
    /// <summary>Whether the member answers and is healthy.</summary>
    public static bool IsReady(KubernetesObject? cluster) =>
        cluster is not null
        && (cluster.Root.Member("status") ?? default).Items("conditions")
            .Any(condition => condition.String("type") == "Ready" && condition.String("status") == "True");
}
