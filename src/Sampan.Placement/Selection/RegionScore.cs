using Sampan.Placement.Policies;

namespace Sampan.Placement.Selection;

/// <summary>
/// Scores a region: thousands for the replicas that it holds (up to its share) or, duplicated, for the clusters that
/// hold them all; below that the mean score of the clusters counted.
/// </summary>
internal static class RegionScore
{
    private const long Unit = 1000;

    public static long Of(PlacementContext context, IReadOnlyList<Candidate> candidates, SpreadConstraint byRegion, SpreadConstraint? byCluster) =>
        context.Placement.Duplicated
            ? Duplicated(candidates, context.Binding.Replicas)
            : Divided(candidates, Share(context.Binding.Replicas, byRegion.MinGroups), Math.Max(byCluster?.MinGroups ?? 0, byRegion.MinGroups));

    private static long Duplicated(IReadOnlyList<Candidate> candidates, int replicas)
    {
        long clusters = 0, score = 0;
        foreach (var candidate in candidates)
        {
            if (candidate.AvailableReplicas >= replicas)
            {
                clusters++;
                score += candidate.Score;
            }
        }

        return clusters == 0 ? 0 : (clusters * Unit) + (score / clusters);
    }

    private static long Divided(IReadOnlyList<Candidate> candidates, long share, int minClusters)
    {
        long available = 0, score = 0;
        var counted = 0;
        foreach (var candidate in candidates)
        {
            available += candidate.AvailableReplicas;
            score += candidate.Score;
            counted++;
            if (counted >= minClusters && available >= share)
            {
                break;
            }
        }

        return available < share
            ? (available * Unit) + (score / candidates.Count)
            : (share * Unit) + (score / counted);
    }

    // With no least number of regions, no region has a share to meet, and its clusters' scores alone decide.
    private static long Share(int replicas, int minRegions) => minRegions > 0 ? (replicas + minRegions - 1) / minRegions : 0;
}
