namespace Sampan.Placement.Selection;

/// <summary>
/// Finds the regions to use: of all combinations with enough regions and clusters (a combination is not extended once
/// it has enough) the one with the highest score, cut to its shortest sufficient beginning.
/// </summary>
internal sealed class RegionSearch
{
    private readonly RegionGroup[] _regions;
    private readonly int _minRegions;
    private readonly int _maxRegions;
    private readonly int _minClusters;
    private readonly List<RegionGroup> _path = [];
    private readonly List<RegionCombination> _found = [];

    private RegionSearch(IEnumerable<RegionGroup> regions, int minRegions, int maxRegions, int minClusters)
    {
        // Small regions first, so that combinations that need few more are met early.
        _regions =
        [
            .. regions
                .OrderBy(region => region.Candidates.Count)
                .ThenByDescending(region => region.Score)
                .ThenBy(region => region.Name, StringComparer.Ordinal),
        ];
        (_minRegions, _maxRegions, _minClusters) = (minRegions, maxRegions, minClusters);
    }

    /// <summary>The best combination's regions, best first; none where no combination suffices.</summary>
    public static IReadOnlyList<RegionGroup> Best(IEnumerable<RegionGroup> regions, int minRegions, int maxRegions, int minClusters)
    {
        var search = new RegionSearch(regions, minRegions, maxRegions, minClusters);
        search.Extend(0, 0);

        // The sort is stable: between equals the one found first wins.
        var ranked = search._found.OrderByDescending(found => found.Score).ThenByDescending(found => found.ClusterCount).ToList();
        if (ranked.Count == 0)
        {
            return [];
        }

        var best = ranked[0];
        foreach (var other in ranked)
        {
            best = other.IsPrefixOf(best) ? other : best;
        }

        return best.Regions;
    }

    private void Extend(int clusters, int begin)
    {
        if (clusters >= _minClusters && _path.Count >= _minRegions && _path.Count <= _maxRegions)
        {
            _found.Add(new RegionCombination(_path));
            return;
        }

        // What is left may be too little to reach the least number of regions.
        for (var i = begin; i < _regions.Length && _path.Count < _maxRegions && _path.Count + _regions.Length - i >= _minRegions; i++)
        {
            _path.Add(_regions[i]);
            Extend(clusters + _regions[i].Candidates.Count, i + 1);
            _path.RemoveAt(_path.Count - 1);
        }
    }
}
