using Sampan.Placement.Members;

namespace Sampan.Placement.Selection;

/// <summary>A feasible cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Score">100 where the object is there already, else 0.</param>
/// <param name="OverflowOrder">0, or the place of the overflow group that the cluster belongs to.</param>
/// <param name="AllocatableReplicas">The replicas that it can take beside what it runs.</param>
/// <param name="AvailableReplicas">Those, and the binding's replicas that it runs already.</param>
public sealed record Candidate(MemberCluster Cluster, long Score, int OverflowOrder, int AllocatableReplicas, long AvailableReplicas)
{
    /// <summary>The cluster's name.</summary>
    public string Name => Cluster.Name;

    /// <summary>Best first: overflow groups last, then the larger score, then what is more available, then by name.</summary>
    internal static int Compare(Candidate left, Candidate right)
    {
        var order = left.OverflowOrder.CompareTo(right.OverflowOrder);
        order = order != 0 ? order : right.Score.CompareTo(left.Score);
        order = order != 0 ? order : right.AvailableReplicas.CompareTo(left.AvailableReplicas);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }
}
