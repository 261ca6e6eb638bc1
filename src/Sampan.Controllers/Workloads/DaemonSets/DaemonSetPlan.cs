using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.DaemonSets;

/// <summary>What a DaemonSet does next: nodes that get a pod, and pods that go.</summary>
internal sealed record DaemonSetPlan(IReadOnlyList<string> Create, IReadOnlyList<KubernetesObject> Delete)
{
    /// <summary>Compares the nodes with the pods. Of several pods on a node the oldest stays.</summary>
    /// <remarks>podsShouldBeOnNode and rollingUpdate of <c>pkg/controller/daemon</c>.</remarks>
    public static DaemonSetPlan Of(DaemonNodes nodes, DaemonSetState set, string hash, DateTimeOffset now)
    {
        List<string> create = [];
        List<KubernetesObject> delete = [];
        foreach (var node in nodes.All)
        {
            var alive = node.Pods.Where(pod => !pod.IsTerminating).ToList();
            var failed = alive.Where(pod => pod.IsFinished).ToList();
            var active = alive.Where(pod => !pod.IsFinished).OrderBy(pod => pod.Metadata.CreationTimestamp).ThenBy(pod => pod.Metadata.Name, StringComparer.Ordinal).ToList();
            if (node.MayStay)
            {
                delete.AddRange(failed);
                delete.AddRange(active.Skip(1));
            }
            else
            {
                delete.AddRange(alive);
            }

            if (node.ShouldRun && node.Pods.Count == 0)
            {
                create.Add(node.Name);
            }
        }

        delete.AddRange(nodes.Strays.Where(pod => !pod.IsTerminating));
        return create.Count > 0 || delete.Count > 0 || !set.UpdatesByItself
            ? new DaemonSetPlan(create, delete)
            : new DaemonSetPlan([], Outdated(nodes, set, hash, now));
    }

    private static List<KubernetesObject> Outdated(DaemonNodes nodes, DaemonSetState set, string hash, DateTimeOffset now)
    {
        List<KubernetesObject> unavailable = [], available = [];
        var missing = 0;
        foreach (var node in nodes.All.Where(node => node.ShouldRun))
        {
            var pod = node.Pods.FirstOrDefault(pod => !pod.IsTerminating);
            var serves = pod is not null && pod.IsPodAvailable(set.MinReadySeconds, now);
            missing += serves ? 0 : 1;
            if (pod is not null && pod.Metadata.Labels.GetValueOrDefault(Revisions.TemplateRevision.HashLabel) != hash)
            {
                (serves ? available : unavailable).Add(pod);
            }
        }

        // Old pods that do not serve cost nothing; of the others as many as may be missing.
        var budget = Math.Max(0, set.MaxUnavailable(nodes.Desired) - missing);
        return [.. unavailable, .. available.Take(budget)];
    }
}
