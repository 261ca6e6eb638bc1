using Sampan.Controllers.Pods;
using Sampan.Controllers.Workloads.ReplicaSets;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.Deployments;

/// <summary>The ReplicaSets of a Deployment: the one of its present template, and those of earlier ones, oldest first.</summary>
internal sealed class DeploymentSets
{
    public DeploymentSets(KubernetesObject deployment, IEnumerable<KubernetesObject> sets)
    {
        All = [.. sets.OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(set => set.Metadata.Name, StringComparer.Ordinal).Select(set => new ReplicaSetState(set))];
        New = All.Select(set => (ReplicaSetState?)set).FirstOrDefault(set => PodTemplates.AreEqual(set!.Value.Object, deployment));
        Old = [.. All.Where(set => set.Object.Metadata.Uid != New?.Object.Metadata.Uid)];
    }

    /// <summary>Every set, oldest first.</summary>
    public IReadOnlyList<ReplicaSetState> All { get; }

    /// <summary>The set of the present template, or null before it is made.</summary>
    public ReplicaSetState? New { get; }

    /// <summary>The sets of earlier templates.</summary>
    public IReadOnlyList<ReplicaSetState> Old { get; }

    /// <summary>The pods that all sets together want.</summary>
    public int TotalReplicas => All.Sum(set => set.Replicas);

    /// <summary>The pods that can serve, of all sets.</summary>
    public int AvailableReplicas => All.Sum(set => set.AvailableReplicas);

    /// <summary>The pods that can serve and will stay: a set that was just made smaller still counts those it is about to end.</summary>
    public int StayingAvailableReplicas => All.Sum(set => Math.Min(set.AvailableReplicas, set.Replicas));

    /// <summary>The sets that want pods.</summary>
    public IEnumerable<ReplicaSetState> Active => All.Where(set => set.Replicas > 0);
}
