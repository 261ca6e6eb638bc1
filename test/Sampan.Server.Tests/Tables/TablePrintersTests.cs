using System.Text;
using System.Text.Json.Nodes;
using System.Text.Json;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Resources;
using Sampan.Server.Tables;

namespace Sampan.Server.Tests.Tables;

public sealed class TablePrintersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static string Cells(ITablePrinter printer, string json) =>
        new JsonArray([.. printer.Row(KubernetesObject.Parse(Encoding.UTF8.GetBytes(json)), Now).Cells]).ToJsonString();

    [Theory]
    [InlineData("""{"status":{"phase":"Pending"}}""", """["p","0/1","Pending","0"]""")]
    [InlineData("""{"status":{"phase":"Running","containerStatuses":[{"ready":true,"restartCount":2,"state":{"running":{}},"lastState":{"terminated":{"finishedAt":"2025-12-31T23:50:00Z"}}}]}}""", """["p","1/1","Running","2 (10m ago)"]""")]
    [InlineData("""{"status":{"phase":"Pending","containerStatuses":[{"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}}""", """["p","0/1","ImagePullBackOff","0"]""")]
    [InlineData("""{"status":{"phase":"Failed","containerStatuses":[{"state":{"terminated":{"exitCode":3}}}]}}""", """["p","0/1","ExitCode:3","0"]""")]
    [InlineData("""{"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}}""", """["p","0/1","SchedulingGated","0"]""")]
    public void Row_Pod_SumsUpItsContainers(string pod, string expected)
    {
        var json = pod[..^1] + ""","metadata":{"name":"p"},"spec":{"containers":[{"name":"c"}]}}""";
        using var cells = JsonDocument.Parse(Cells(TablePrinters.Find(WellKnownTypes.Pods), json));

        Assert.Equal(expected, $"[{string.Join(',', cells.RootElement.EnumerateArray().Take(4).Select(cell => cell.GetRawText()))}]");
    }

    [Fact]
    public void Row_Deployment_AsKubectlShowsIt() => Assert.Equal(
        """["d","1/2",2,1,"25h","a,b","a:1,b:2","app=x"]""",
        Cells(TablePrinters.Find(WellKnownTypes.Deployments), """{"metadata":{"name":"d","creationTimestamp":"2025-12-30T23:00:00Z"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"x"}},"template":{"spec":{"containers":[{"name":"a","image":"a:1"},{"name":"b","image":"b:2"}]}}},"status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}}"""));

    [Fact]
    public void Row_EveryKindWithNothingInIt_HasACellForEachColumn() => Assert.All(ResourceCatalog.BuiltIn, resource =>
    {
        var printer = TablePrinters.Find(resource.Type);

        var row = printer.Row(KubernetesObject.Parse("""{"metadata":{"name":"x"}}"""u8.ToArray()), Now);

        Assert.Equal(printer.Columns.Count, row.Cells.Count);
    });

    [Fact]
    public void Row_CustomResource_FollowsItsColumns()
    {
        var version = JsonElement.Parse("""
            {"additionalPrinterColumns":[
              {"name":"Size","type":"integer","jsonPath":".spec.size"},
              {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
              {"name":"First","type":"string","jsonPath":".spec.list[0]"},
              {"name":"Label","type":"string","jsonPath":".metadata.labels.a\\.b"},
              {"name":"When","type":"date","jsonPath":".spec.when"},
              {"name":"Missing","type":"string","jsonPath":".spec.nope"}]}
            """);

        Assert.Equal(
            """["a",5,"True","x","l","25h",null]""",
            Cells(new CustomResourcePrinter(version), """{"metadata":{"name":"a","labels":{"a.b":"l"}},"spec":{"size":5,"list":["x","y"],"when":"2025-12-30T23:00:00Z"},"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}"""));
    }

    [Fact]
    public void Of_Objects_CarriesTheirMetadata()
    {
        var table = Table.Of(TablePrinters.Fallback, [KubernetesObject.Parse("""{"metadata":{"name":"x"},"spec":{}}"""u8.ToArray())], new() { ["resourceVersion"] = "7" }, RowObject.Metadata, withColumns: true, Now);

        Assert.Equal("""{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"x"}}""", table["rows"]![0]!["object"]!.ToJsonString());
        Assert.Equal(2, table["columnDefinitions"]!.AsArray().Count);
    }
}
