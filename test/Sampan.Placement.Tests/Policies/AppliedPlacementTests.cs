using System.Text.Json;
using Sampan.Placement.Policies;

namespace Sampan.Placement.Tests.Policies;

public sealed class AppliedPlacementTests
{
    [Fact]
    public void Of_FieldsInAnyOrder_WritesThemInTheTypesOrderWithoutEmptyOnes()
    {
        var applied = AppliedPlacement.Of(JsonElement.Parse("""
            {"spreadConstraints":[{"minGroups":1,"maxGroups":2,"spreadByField":"cluster"}],"clusterTolerations":[],
             "clusterAffinity":{"exclude":["b"],"clusterNames":["a"],"labelSelector":{}},"unknown":1}
            """));

        Assert.Equal(
            """{"clusterAffinity":{"labelSelector":{},"clusterNames":["a"],"exclude":["b"]},"spreadConstraints":[{"spreadByField":"cluster","maxGroups":2,"minGroups":1}]}""",
            applied.Json);
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("not json", "", false)]
    [InlineData("""{"clusterAffinities":[{"affinityName":"one"},{"affinityName":"two","clusterNames":["x"]}]}""", "one", false)]
    [InlineData("""{"clusterAffinities":[{"affinityName":"one"},{"affinityName":"two","clusterNames":["x"]}]}""", "two", true)]
    [InlineData("""{"clusterAffinities":[{"affinityName":"one"},{"affinityName":"two","clusterNames":["x"]}]}""", "", true)]
    [InlineData("""{"clusterAffinities":[{"affinityName":"one"},{"affinityName":"two"}],"clusterTolerations":[{"key":"k"}]}""", "one", true)]
    public void DiffersFrom_Recorded_LooksAtTheObservedTermAlone(string recorded, string observed, bool expected)
    {
        var current = AppliedPlacement.Of(JsonElement.Parse("""{"clusterAffinities":[{"affinityName":"one"},{"affinityName":"two"}]}"""));

        Assert.Equal(expected, current.DiffersFrom(recorded, observed));
    }
}
