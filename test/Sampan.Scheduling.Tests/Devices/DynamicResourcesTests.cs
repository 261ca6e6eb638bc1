using System.Text.Json;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Tests.Devices;

public sealed class DynamicResourcesTests
{
    private const string Class = """{"metadata":{"name":"gpu"},"spec":{"selectors":[{"cel":{"expression":"device.driver == 'gpu.example.com'"}}]}}""";
    private const string WithClaim = "\"resourceClaims\":[{\"name\":\"g\",\"resourceClaimName\":\"mine\"}]";

    [Fact]
    public void Schedule_ClaimMissing_SaysSo() =>
        Assert.Equal("0/1 nodes are available: could not find ResourceClaim \"default/mine\".", Schedule(Cluster()).Message);

    [Fact]
    public void Schedule_ClassMissing_SaysSo() =>
        Assert.Equal("0/1 nodes are available: request r: device class other does not exist.", Schedule(Cluster(Claim("""{"deviceClassName":"other"}"""))).Message);

    [Theory]
    [InlineData("""{"deviceClassName":"gpu","count":2}""", true)]
    [InlineData("""{"deviceClassName":"gpu","count":4}""", false)]
    [InlineData("""{"deviceClassName":"gpu","allocationMode":"All"}""", true)]
    [InlineData("""{"deviceClassName":"gpu","count":2,"selectors":[{"cel":{"expression":"device.attributes['gpu.example.com'].model == 'h100'"}}]}""", true)]
    [InlineData("""{"deviceClassName":"gpu","count":2,"selectors":[{"cel":{"expression":"device.attributes['gpu.example.com'].model == 'l4'"}}]}""", false)]
    public void Schedule_Request_NeedsEnoughMatchingDevices(string request, bool fits) => Assert.Equal(fits, Schedule(Cluster(Claim(request))).IsScheduled);

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void Schedule_MatchAttribute_FindsDevicesThatAreAlike(int count, bool fits)
    {
        var claim = Claim($$"""{"deviceClassName":"gpu","count":{{count}} }""", """[{"matchAttribute":"gpu.example.com/model"}]""");

        Assert.Equal(fits, Schedule(Cluster(claim)).IsScheduled);
    }

    [Fact]
    public void Assume_Devices_AreTakenForTheNextPod()
    {
        var cluster = Cluster(Claim("""{"deviceClassName":"gpu","count":2}"""), Claim("""{"deviceClassName":"gpu","count":2}""", name: "other"));
        var first = TestCluster.Pod("p", spec: WithClaim);
        cluster = SchedulingEngine.Default.Assume(first, "a", cluster);

        var second = TestCluster.Pod("q", spec: WithClaim.Replace("mine", "other", StringComparison.Ordinal));
        Assert.Equal("0/1 nodes are available: 1 cannot allocate all claims.", SchedulingEngine.Default.Schedule(second, cluster).Message);
    }

    private static SchedulingResult Schedule(ClusterSnapshot cluster) => SchedulingEngine.Default.Schedule(TestCluster.Pod("p", spec: WithClaim), cluster);

    private static JsonElement Claim(string exactly, string constraints = "[]", string name = "mine") => JsonElement.Parse($$$"""
        {"metadata":{"name":"{{{name}}}","namespace":"default"},"spec":{"devices":{"requests":[{"name":"r","exactly":{{{exactly}}} }],"constraints":{{{constraints}}} } } }
        """);

    private static ClusterSnapshot Cluster(params IEnumerable<JsonElement> claims)
    {
        var builder = new ClusterSnapshotBuilder()
            .Add("Node", TestCluster.NodeJson("a"))
            .Add("DeviceClass", JsonElement.Parse(Class))
            .Add("ResourceSlice", JsonElement.Parse("""
                {"spec":{"driver":"gpu.example.com","nodeName":"a","pool":{"name":"a","generation":1,"resourceSliceCount":1},"devices":[
                  {"name":"d0","attributes":{"model":{"string":"h100"} } },{"name":"d1","attributes":{"model":{"string":"l4"} } },{"name":"d2","attributes":{"model":{"string":"h100"} } }]} }
                """));
        foreach (var claim in claims)
        {
            builder.Add("ResourceClaim", claim);
        }

        return builder.Build();
    }
}
