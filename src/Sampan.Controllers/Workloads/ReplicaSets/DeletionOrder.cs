using Sampan.Controllers.Pods;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Workloads.ReplicaSets;

/// <summary>Which pods a workload gives up first when there are too many: those that serve least.</summary>
/// <remarks>ActivePodsWithRanks of <c>pkg/controller/controller_utils.go</c>, with timestamps compared on a logarithmic scale.</remarks>
internal sealed class DeletionOrder(IEnumerable<KubernetesObject> active, DateTimeOffset now) : IComparer<KubernetesObject>
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    private readonly Dictionary<string, int> _perNode = active
        .Where(pod => pod.NodeName.Length > 0)
        .CountBy(pod => pod.NodeName)
        .ToDictionary(StringComparer.Ordinal);

    public int Compare(KubernetesObject? x, KubernetesObject? y)
    {
        var (left, right) = (x!, y!);
        ReadOnlySpan<int> criteria =
        [
            (left.NodeName.Length > 0).CompareTo(right.NodeName.Length > 0),
            PhaseRank(left).CompareTo(PhaseRank(right)),
            left.IsPodReady.CompareTo(right.IsPodReady),
            Cost(left).CompareTo(Cost(right)),
            Companions(right).CompareTo(Companions(left)),
            left.IsPodReady && right.IsPodReady ? AgeRank(ReadySince(left)).CompareTo(AgeRank(ReadySince(right))) : 0,
            Restarts(right).CompareTo(Restarts(left)),
            AgeRank(left.Metadata.CreationTimestamp).CompareTo(AgeRank(right.Metadata.CreationTimestamp)),
            string.CompareOrdinal(left.Metadata.Uid, right.Metadata.Uid),
        ];
        foreach (var criterion in criteria)
        {
            if (criterion != 0)
            {
                return criterion;
            }
        }

        return 0;
    }

    private static int PhaseRank(KubernetesObject pod) => pod.Phase switch
    {
        PodReading.Pending => 0,
        PodReading.Running => 2,
        _ => 1,
    };

    private static int Cost(KubernetesObject pod) =>
        pod.Metadata.Annotations.TryGetValue(DeletionCost, out var text) && int.TryParse(text, out var cost) ? cost : 0;

    /// <summary>Pods of the workload on the same node: of many, one goes first.</summary>
    private int Companions(KubernetesObject pod) => _perNode.GetValueOrDefault(pod.NodeName);

    private static DateTimeOffset? ReadySince(KubernetesObject pod) => pod.PodCondition("Ready")?.LastTransitionTime;

    private static long Restarts(KubernetesObject pod) =>
        pod.Root.Member("status") is { } status
            ? status.Items("containerStatuses").Select(container => container.Integer("restartCount") ?? 0).DefaultIfEmpty().Max()
            : 0;

    /// <summary>Ages that differ by less than a factor of two are alike.</summary>
    private double AgeRank(DateTimeOffset? since) =>
        since is { } time && now > time ? Math.Floor(Math.Log2(Math.Max(1, (now - time).TotalSeconds))) : -1;
}
