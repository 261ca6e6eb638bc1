using System.Text.Json.Nodes;
using Sampan.Server.Kinds;

namespace Sampan.Server.Tests.Kinds;

public sealed class DeviceTaintsTests
{
    [Theory]
    [InlineData("""{"key":"k"}""", "2026-01-02T03:04:05Z")]
    [InlineData("""{"key":"k","timeAdded":"2020-01-01T00:00:00Z"}""", "2020-01-01T00:00:00Z")]
    public void Time_TaintWithoutOne_CountsFromNow(string taint, string expected)
    {
        var slice = JsonNode.Parse($"{{\"spec\":{{\"devices\":[{{\"name\":\"d\",\"taints\":[{taint}]}}]}}}}")!.AsObject();

        DeviceTaints.Time(slice, "2026-01-02T03:04:05Z");

        Assert.Equal(expected, (string?)slice["spec"]!["devices"]![0]!["taints"]![0]!["timeAdded"]);
    }
}
