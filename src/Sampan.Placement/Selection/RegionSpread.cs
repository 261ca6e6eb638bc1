using Sampan.Placement.Policies;

namespace Sampan.Placement.Selection;

/// <summary>
/// Selection by a <c>region</c> constraint: choose regions, take the best cluster of each, and fill up with the best of
/// their others to the <c>cluster</c> constraint's maximum. As upstream, it does not look whether the selection holds the replicas.
/// </summary>
internal static class RegionSpread
{
    public static ClusterSelection Select(
        PlacementContext context,
        IReadOnlyList<Candidate> candidates,
        SpreadConstraint byRegion,
        SpreadConstraint? byCluster)
    {
        List<RegionGroup> groups = [];
        foreach (var region in candidates.GroupBy(candidate => candidate.Cluster.Region, StringComparer.Ordinal))
        {
            var members = region.ToArray();
            groups.Add(new RegionGroup(region.Key, members, RegionScore.Of(context, members, byRegion, byCluster)));
        }

        if (groups.Count < byRegion.MinGroups)
        {
            return ClusterSelection.Failed("the number of feasible region is less than spreadConstraint.MinGroups");
        }

        var regions = RegionSearch.Best(groups, byRegion.MinGroups, byRegion.MaxGroups, byCluster?.MinGroups ?? 0);
        if (regions.Count == 0)
        {
            return ClusterSelection.Failed("the number of clusters is less than the cluster spreadConstraint.MinGroups");
        }

        var selected = regions.Select(region => region.Candidates[0]).ToList();
        var others = regions.SelectMany(region => region.Candidates.Skip(1)).ToList();
        others.Sort(Candidate.Compare);
        selected.AddRange(others.Take((byCluster?.MaxGroups ?? 0) - selected.Count));
        return ClusterSelection.Of(selected);
    }
}
