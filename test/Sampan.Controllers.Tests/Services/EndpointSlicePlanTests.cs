using System.Text.Json.Nodes;
using Sampan.Controllers.Services;
using Sampan.Kubernetes.Objects;

namespace Sampan.Controllers.Tests.Services;

public sealed class EndpointSlicePlanTests
{
    [Fact]
    public void ManyEndpoints_FillSlicesOfAHundred()
    {
        var plan = Wanted(250);
        plan.Complete(["IPv4"], []);
        Assert.Equal([100, 100, 50], plan.Creates.Select(content => content.Endpoints.Count));
    }

    [Fact]
    public void NewEndpoints_GoWhereThereIsRoom_AndOthersStayWhereTheyAre()
    {
        var plan = Wanted(120);
        plan.Complete(["IPv4"], [Slice("full", 0, 100), Slice("half", 100, 10)]);
        Assert.Empty(plan.Creates);
        Assert.Empty(plan.Deletes);
        Assert.Equal([("full", 100), ("half", 20)], plan.Updates.Select(update => (update.Slice.Metadata.Name, update.Content.Endpoints.Count)));
        Assert.True(plan.Updates[0].Content.IsIn(plan.Updates[0].Slice));
        Assert.False(plan.Updates[1].Content.IsIn(plan.Updates[1].Slice));
    }

    [Fact]
    public void SliceWithNothingLeft_Goes_UnlessItIsTheLast()
    {
        var some = Wanted(1);
        some.Complete(["IPv4"], [Slice("first", 0, 1), Slice("second", 7, 1)]);
        Assert.Equal(["second"], some.Deletes.Select(slice => slice.Metadata.Name));

        var none = Wanted(0);
        none.Complete(["IPv4"], [Slice("first", 0, 1, ports: "[]"), Slice("second", 7, 1, ports: "[]")]);
        Assert.Equal(["second"], none.Deletes.Select(slice => slice.Metadata.Name));
        Assert.Empty(Assert.Single(none.Updates).Content.Endpoints);
    }

    [Fact]
    public void SliceOfOtherPorts_IsUsedAgain()
    {
        var plan = Wanted(3);
        plan.Complete(["IPv4"], [Slice("empty", 0, 0, ports: "[]")]);
        Assert.Empty(plan.Creates);
        Assert.Empty(plan.Deletes);
        var (slice, content) = Assert.Single(plan.Updates);
        Assert.Equal(("empty", 3, 1), (slice.Metadata.Name, content.Endpoints.Count, content.Ports.Count));
    }

    private static EndpointSlicePlan Wanted(int count)
    {
        var plan = new EndpointSlicePlan();
        for (var index = 0; index < count; index++)
        {
            plan.Add("IPv4", Ports(), Endpoint(index));
        }

        return plan;
    }

    private static KubernetesObject Slice(string name, int first, int count, string ports = """[{"name":"","port":80,"protocol":"TCP"}]""") => KubernetesObject.From(new JsonObject
    {
        ["apiVersion"] = "discovery.k8s.io/v1",
        ["kind"] = "EndpointSlice",
        ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "default" },
        ["addressType"] = "IPv4",
        ["endpoints"] = new JsonArray([.. Enumerable.Range(first, count).Select(JsonNode (index) => Endpoint(index))]),
        ["ports"] = JsonNode.Parse(ports),
    });

    private static JsonArray Ports() => new(new JsonObject { ["name"] = "", ["port"] = 80, ["protocol"] = "TCP" });

    private static JsonObject Endpoint(int index) => new()
    {
        ["addresses"] = new JsonArray($"10.64.{index / 250}.{index % 250}"),
        ["targetRef"] = new JsonObject { ["uid"] = $"uid-{index}" },
    };
}
