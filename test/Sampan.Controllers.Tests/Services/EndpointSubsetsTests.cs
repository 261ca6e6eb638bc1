using System.Text.Json.Nodes;
using Sampan.Controllers.Services;

namespace Sampan.Controllers.Tests.Services;

public sealed class EndpointSubsetsTests
{
    // Each subset: how many addresses are ready, and how many are not.
    [Theory]
    [InlineData("2/1 3/0", 10, false, "2/1 3/0")]
    [InlineData("6/2 0/2", 8, true, "6/1 0/1")]
    [InlineData("6/0 6/5", 8, true, "4/0 4/0")]
    [InlineData("9/1 2/1", 8, true, "7/0 1/0")]
    [InlineData("5/9", 8, true, "5/3")]
    public void Truncate_KeepsReadyOnes_AndOfEachSubsetItsShare(string subsets, int most, bool isTruncated, string expected)
    {
        var all = new EndpointSubsets();
        foreach (var (port, subset) in subsets.Split(' ').Index())
        {
            var counts = subset.Split('/').Select(int.Parse).ToList();
            for (var number = 0; number < counts[0] + counts[1]; number++)
            {
                all.Add(new JsonArray(new JsonObject { ["port"] = port }), new JsonObject { ["ip"] = $"10.0.{port}.{number}" }, number < counts[0]);
            }
        }

        Assert.Equal(isTruncated, all.Truncate(most));
        Assert.Equal(expected, string.Join(' ', all.ToJson().Select(subset => $"{(subset!["addresses"] as JsonArray)?.Count ?? 0}/{(subset["notReadyAddresses"] as JsonArray)?.Count ?? 0}")));
    }
}
