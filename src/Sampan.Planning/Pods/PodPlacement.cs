using Sampan.Kubernetes.Objects;
using Sampan.Planning.Members;
using Sampan.Scheduling;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Planning.Pods;

/// <summary>
/// Plays what a cluster's controllers and scheduler would do with planned workloads, one workload after the other on one
/// snapshot: pods that stay, pods that are replaced step by step as a rolling update does, pods that are new.
/// </summary>
internal sealed class PodPlacement
{
    private readonly SchedulingEngine _engine;
    private readonly MemberState _member;
    private ClusterSnapshot _snapshot;

    /// <summary>Starts from the cluster as it is, with the replica sets and Services that the plan adds.</summary>
    public PodPlacement(SchedulingEngine engine, MemberState member, IEnumerable<KubernetesObject> added)
    {
        _engine = engine;
        _member = member;
        _snapshot = member.SnapshotWithoutPods().Add(added).Add(member.Pods).Build();
    }

    /// <summary>The pods of one workload afterwards: those that stay first, then new ones in the order of creation.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="completed">One of its pods, as the API server completes it.</param>
    /// <exception cref="FormatException">A quantity or selector of the template cannot be read.</exception>
    public IReadOnlyList<PodPlan> Place(PlannedWorkload workload, KubernetesObject completed)
    {
        var existing = workload.Before is null ? [] : _member.PodsOf(workload.Before).Select(PodInfo.Of).ToList();
        var source = new PlannedPods(workload, _member);
        PodInfo Next(string? node = null) => source.Next(completed, node);
        if (workload.After.Kind == "DaemonSet")
        {
            return PlaceOnEveryNode(Next);
        }

        return workload.ReplacesPods ? Roll(workload, existing, Next) : Scale(workload.Replicas, existing, Next);
    }

    /// <summary>Takes the pods of a workload that would be deleted out of the cluster.</summary>
    public void Remove(KubernetesObject workload)
    {
        foreach (var pod in _member.PodsOf(workload))
        {
            _snapshot = _snapshot.Forget(PodInfo.Of(pod));
        }
    }

    private List<PodPlan> Scale(int replicas, List<PodInfo> existing, Func<string?, PodInfo> next)
    {
        // Controllers end pods without a node first.
        existing = [.. existing.OrderBy(pod => pod.NodeName.Length == 0)];
        foreach (var surplus in existing.Skip(replicas))
        {
            _snapshot = _snapshot.Forget(surplus);
        }

        List<PodPlan> plans = [.. existing.Take(replicas).Select(Staying)];
        while (plans.Count < replicas)
        {
            plans.Add(Schedule(next(null)));
        }

        return plans;
    }

    private List<PodPlan> Roll(PlannedWorkload workload, List<PodInfo> old, Func<string?, PodInfo> next)
    {
        var replicas = workload.Replicas;
        var limits = RollingLimits.Of(workload.After, replicas);
        var waiting = new Queue<PodInfo>(old);
        List<PodPlan> plans = [];
        if (limits.IsRecreate)
        {
            while (waiting.TryDequeue(out var ended))
            {
                _snapshot = _snapshot.Forget(ended);
            }
        }

        while (plans.Count < replicas || waiting.Count > 0)
        {
            var progressed = false;
            while (plans.Count < replicas && plans.Count + waiting.Count < replicas + limits.Surge)
            {
                plans.Add(Schedule(next(null)));
                progressed = true;
            }

            var running = plans.Count(plan => plan.Node is not null);
            while (waiting.Count > 0 && running + waiting.Count > replicas - limits.Unavailable)
            {
                _snapshot = _snapshot.Forget(waiting.Dequeue());
                progressed = true;
            }

            if (!progressed)
            {
                // The rollout is stuck: new pods fit nowhere, so old ones stay.
                plans.AddRange(waiting.Select(Staying));
                break;
            }
        }

        return plans;
    }

    private List<PodPlan> PlaceOnEveryNode(Func<string?, PodInfo> next)
    {
        List<PodPlan> plans = [];
        foreach (var node in _snapshot.Nodes.Select(node => node.Name).ToList())
        {
            var pod = next(node);
            var result = _engine.Schedule(pod, _snapshot);
            if (result.NodeName == node)
            {
                _snapshot = _engine.Assume(pod, node, _snapshot);
                plans.Add(new PodPlan(node, Exists: false, ""));
            }
        }

        return plans;
    }

    private PodPlan Schedule(PodInfo pod)
    {
        var result = _engine.Schedule(pod, _snapshot);
        if (result.NodeName is null)
        {
            return new PodPlan(null, Exists: false, result.Message);
        }

        _snapshot = _engine.Assume(pod, result.NodeName, _snapshot);
        return new PodPlan(result.NodeName, Exists: false, "");
    }

    private PodPlan Staying(PodInfo pod)
    {
        if (pod.NodeName.Length > 0)
        {
            return new PodPlan(pod.NodeName, Exists: true, "");
        }

        return Schedule(pod) with { Exists = true };
    }
}
