namespace Sampan.Placement.Selection;

/// <summary>Regions that together meet the constraints, ordered by score and name.</summary>
internal sealed class RegionCombination
{
    public RegionCombination(IEnumerable<RegionGroup> regions)
    {
        Regions = [.. regions.OrderByDescending(region => region.Score).ThenBy(region => region.Name, StringComparer.Ordinal)];
        Score = Regions.Sum(region => region.Score);
        ClusterCount = Regions.Sum(region => region.Candidates.Count);
    }

    public IReadOnlyList<RegionGroup> Regions { get; }

    public long Score { get; }

    public int ClusterCount { get; }

    /// <summary>Whether this one is the other's beginning, with regions to spare.</summary>
    public bool IsPrefixOf(RegionCombination other)
    {
        if (Regions.Count >= other.Regions.Count)
        {
            return false;
        }

        for (var i = 0; i < Regions.Count; i++)
        {
            if (Regions[i].Name != other.Regions[i].Name)
            {
                return false;
            }
        }

        return true;
    }
}
