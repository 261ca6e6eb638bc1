using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Planning.Pods;

namespace Sampan.Planning;

/// <summary>A workload of a plan in the making.</summary>
internal sealed class WorkloadDraft(string release, ResourceType type, NamespacedName name)
{
    public string Release => release;

    public ResourceType Type => type;

    public NamespacedName Name => name;

    public List<TargetDraft> Targets { get; } = [];

    public string? Failure { get; set; }

    public string? Undecided { get; set; }

    public WorkloadPlan Finish() => new(
        release,
        type,
        name,
        [.. Targets.Where(target => target.After is not null)
            .OrderBy(target => target.Cluster.Name, StringComparer.Ordinal)
            .Select(target => new WorkloadTarget(target.Cluster.Name, target.Planned(this).Replicas, target.Pods))])
    {
        Failure = Failure,
        Undecided = Undecided,
    };
}

/// <summary>A workload's share of one cluster.</summary>
internal sealed class TargetDraft(ICluster cluster, KubernetesObject? before, KubernetesObject? after)
{
    public ICluster Cluster => cluster;

    public KubernetesObject? Before => before;

    public KubernetesObject? After => after;

    public IReadOnlyList<PodPlan> Pods { get; set; } = [];

    public PlannedWorkload Planned(WorkloadDraft workload) => new(workload.Release, workload.Type, after!, before);
}
