using Sampan.Placement.Selection;

namespace Sampan.Placement.Tests.Selection;

public sealed class RegionSearchTests
{
    [Fact]
    public void Best_LongerCombinationScoresHigher_IsCutToItsSufficientBeginning()
    {
        RegionGroup[] regions = [Region("r1", 3, 100), Region("r2", 2, 90), Region("r3", 1, 80)];

        var best = RegionSearch.Best(regions, minRegions: 1, maxRegions: 3, minClusters: 4);

        Assert.Equal(["r1", "r2"], best.Select(region => region.Name));
    }

    [Fact]
    public void Best_TooFewClusters_FindsNothing() =>
        Assert.Empty(RegionSearch.Best([Region("r1", 1, 1), Region("r2", 1, 1)], minRegions: 1, maxRegions: 2, minClusters: 3));

    private static RegionGroup Region(string name, int clusters, long score) =>
        new(name, [.. Enumerable.Range(0, clusters).Select(i => new Candidate(Fleets.Cluster($"{name}-{i}"), 0, 0, 0, 0))], score);
}
