using System.Text.Json;
using Sampan.Placement.Policies;

namespace Sampan.Placement.Tests.Policies;

public sealed class ClusterAffinityTests
{
    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"clusterNames":["m"],"exclude":["m"]}""", false)]
    [InlineData("""{"clusterNames":["other"]}""", false)]
    [InlineData("""{"labelSelector":{"matchExpressions":[{"key":"k","operator":"Nonsense"}]}}""", false)]
    [InlineData("""{"fieldSelector":{"matchExpressions":[{"key":"zone","operator":"In","values":["z2","z9"]}]}}""", true)]
    [InlineData("""{"fieldSelector":{"matchExpressions":[{"key":"zone","operator":"NotIn","values":["z2"]}]}}""", false)]
    [InlineData("""{"fieldSelector":{"matchExpressions":[{"key":"region","operator":"NotIn","values":["r"]}]}}""", true)]
    [InlineData("""{"fieldSelector":{"matchExpressions":[{"key":"region","operator":"Exists"}]}}""", false)]
    [InlineData("""{"fieldSelector":{"matchExpressions":[{"key":"provider","operator":"In"}]}}""", false)]
    public void Matches_ClusterInTwoZonesWithoutRegion_AsKarmadaDecides(string affinity, bool expected) =>
        Assert.Equal(expected, ClusterAffinity.Of(JsonElement.Parse(affinity)).Matches(Fleets.Cluster("m", """{"provider":"p","zones":["z1","z2"]}""")));
}
