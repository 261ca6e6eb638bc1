using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Placement.Policies;

/// <summary>One entry of <c>placement.clusterAffinities</c>: a group of clusters, and the groups that take what it cannot hold.</summary>
/// <param name="Name">The term's name.</param>
/// <param name="Affinity">The clusters that come first.</param>
/// <param name="Overflow">Further groups, in the order in which they are drawn on.</param>
public sealed record AffinityTerm(string Name, ClusterAffinity Affinity, IReadOnlyList<ClusterAffinity> Overflow)
{
    /// <summary>The order of a cluster that matches no group: behind all others.</summary>
    private const int Unmatched = 1000;

    /// <summary>Reads one entry.</summary>
    public static AffinityTerm Of(JsonElement term) => new(
        term.StringOrEmpty("affinityName"),
        ClusterAffinity.Of(term),
        [.. term.Items("overflowAffinities").Select(ClusterAffinity.Of)]);

    /// <summary>0 for a cluster of the first group, else the place of the first overflow group that it matches.</summary>
    public int OverflowOrder(MemberCluster cluster)
    {
        if (Affinity.Matches(cluster))
        {
            return 0;
        }

        for (var i = 0; i < Overflow.Count; i++)
        {
            if (Overflow[i].Matches(cluster))
            {
                return i + 1;
            }
        }

        return Unmatched;
    }
}
