using Sampan.Kubernetes.Clusters;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Planning.Members;
using Sampan.Planning.Pods;

namespace Sampan.Planning;

/// <summary>A plan in the making.</summary>
internal sealed class PlanDraft
{
    private readonly List<ICluster> _clusters = [];
    private readonly Dictionary<string, List<ObjectChange>> _changes = new(StringComparer.Ordinal);
    private readonly List<WorkloadDraft> _workloads = [];
    private readonly List<string> _warnings = [];
    private readonly List<(string Cluster, KubernetesObject Object)> _added = [];

    public void Warn(string warning) => _warnings.Add(warning);

    public void Add(ICluster cluster, ObjectChange change)
    {
        if (!_changes.TryGetValue(cluster.Name, out var changes))
        {
            _clusters.Add(cluster);
            _changes[cluster.Name] = changes = [];
        }

        // Releases that share a namespace would create it just once.
        if (!changes.Any(other => other.Type == change.Type && other.Name == change.Name && other.Kind == change.Kind))
        {
            changes.Add(change);
        }
    }

    /// <summary>Adds a workload's share of a cluster.</summary>
    public void AddWorkload(string release, ICluster cluster, ResourceType type, KubernetesObject? before, KubernetesObject? after) =>
        Workload(release, type, (after ?? before)!.NamespacedName).Targets.Add(new TargetDraft(cluster, before, after));

    /// <summary>Says that no cluster takes a workload, or that which ones take it is not decided.</summary>
    public void Explain(string release, ResourceType type, NamespacedName name, string? failure, string? undecided)
    {
        var workload = Workload(release, type, name);
        workload.Failure = failure;
        workload.Undecided = undecided;
    }

    /// <summary>The clusters with workloads, each with its workloads in apply order.</summary>
    public IEnumerable<(ICluster Cluster, IReadOnlyList<TargetDraft> Workloads)> WorkloadsByCluster() =>
        _workloads.SelectMany(workload => workload.Targets)
            .GroupBy(target => target.Cluster.Name)
            .Select(group => (group.First().Cluster, (IReadOnlyList<TargetDraft>)[.. group]));

    /// <summary>What the plan adds to a cluster that the scheduler looks at: namespaces, Services, and the replica sets of new Deployments.</summary>
    public IEnumerable<KubernetesObject> AddedFor(ICluster cluster, MemberState member) =>
        _added.Where(added => added.Cluster == cluster.Name).Select(added => added.Object)
            .Concat(_workloads.SelectMany(workload => workload.Targets.Select(target => (workload, target)))
                .Where(pair => pair.target.Cluster.Name == cluster.Name && pair.target.After is not null)
                .Select(pair => new PlannedPods(pair.target.Planned(pair.workload), member).NewReplicaSet())
                .OfType<KubernetesObject>());

    /// <summary>Notes an object that the plan would create and that scheduling looks at.</summary>
    public void Note(ICluster cluster, KubernetesObject after)
    {
        if (after.GroupVersionKind is { Group: "", Kind: "Service" or "Namespace" or "PersistentVolumeClaim" })
        {
            _added.Add((cluster.Name, after));
        }
    }

    /// <summary>Schedules the pods of a cluster's workloads, in order.</summary>
    public async Task PlaceAsync(IReadOnlyList<TargetDraft> targets, MemberState member, PodPlacement placement, CancellationToken cancellationToken)
    {
        foreach (var workload in _workloads)
        {
            foreach (var target in workload.Targets.Where(targets.Contains))
            {
                if (target.After is null)
                {
                    placement.Remove(target.Before!);
                    continue;
                }

                try
                {
                    var planned = target.Planned(workload);
                    var posted = new PlannedPods(planned, member).Draft($"{workload.Name.Name}-planned");
                    var completed = await CompletedPod.OfAsync(member.Cluster, posted, member.HasNamespace(workload.Name.Namespace), Warn, cancellationToken);
                    target.Pods = placement.Place(planned, completed);
                }
                catch (FormatException exception)
                {
                    Warn($"{member.Cluster.Name}: the pods of {workload.Type.GroupResource} {workload.Name} cannot be placed: {exception.Message}");
                }
            }
        }
    }

    public FleetPlan Finish() => new(
        [.. _clusters.Select(cluster => new ClusterPlan(cluster.Name, _changes[cluster.Name]))],
        [.. _workloads.Where(workload => workload.Failure is not null || workload.Targets.Any(target => target.After is not null)).Select(workload => workload.Finish())],
        _warnings);

    private WorkloadDraft Workload(string release, ResourceType type, NamespacedName name)
    {
        var workload = _workloads.Find(known => known.Type == type && known.Name == name);
        if (workload is null)
        {
            workload = new WorkloadDraft(release, type, name);
            _workloads.Add(workload);
        }

        return workload;
    }
}
