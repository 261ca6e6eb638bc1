using System.Text.Json;
using Sampan.Fleet.Members;
using Sampan.Kubernetes.Objects;

namespace Sampan.Fleet.Tests.Members;

public sealed class ClusterSummaryTests
{
    private static readonly KubernetesObject[] Nodes =
    [
        Samples.Object("{'metadata':{'name':'n1'},'status':{'allocatable':{'cpu':'2','pods':'10'},'conditions':[{'type':'Ready','status':'True'}]}}"),
        Samples.Object("{'metadata':{'name':'n2'},'status':{'allocatable':{'cpu':'4','pods':'10'}}}"),
    ];

    [Fact]
    public void Of_NodesAndPods_SumsAndSortsNodesIntoGrades()
    {
        var models = JsonElement.Parse("""
            [{"grade":0,"ranges":[{"name":"cpu","min":"0"}]},{"grade":1,"ranges":[{"name":"cpu","min":"2"}]},{"grade":2,"ranges":[{"name":"cpu","min":"4"}]}]
            """).EnumerateArray().ToList();

        var summary = ClusterSummary.Of(Nodes, [Pod("n1", "500m", "Running"), Pod("n2", "1", "Succeeded"), Pod("", "1", "Pending")], models);

        Assert.Equal("""{"totalNum":2,"readyNum":1}""", summary.NodeSummary.ToJsonString());
        Assert.Equal(
            """
            {"allocatable":{"cpu":"6","pods":"20"},"allocating":{"cpu":"1","pods":"1"},"allocated":{"cpu":"500m","pods":"1"},"allocatableModelings":[{"grade":0,"count":1},{"grade":1,"count":0},{"grade":2,"count":1}]}
            """,
            summary.ResourceSummary.ToJsonString());
    }

    [Fact]
    public void Of_NoModels_HasNoModelings() => Assert.Null(ClusterSummary.Of(Nodes, [], []).ResourceSummary["allocatableModelings"]);

    private static KubernetesObject Pod(string node, string cpu, string phase) => Samples.Object(
        "{'metadata':{'name':'p'},'spec':{'nodeName':'" + node + "','containers':[{'resources':{'requests':{'cpu':'" + cpu + "'}}}]},'status':{'phase':'" + phase + "'}}");
}
