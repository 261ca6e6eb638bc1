using System.Text.Json;
using Sampan.Fleet.Members;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>Nodes and pods summed up as a Cluster's status tells them.</summary>
internal sealed class SummaryArea : IConformanceArea
{
    public string Name => "fleet-summary";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "summary.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var got = ClusterSummary.Of(FleetCases.Objects(@case, "nodes"), FleetCases.Objects(@case, "pods"), [.. @case.Items("resourceModels")]);
        var expect = @case.GetProperty("expect");
        return FleetJson.Difference(FleetJson.Draft(expect.GetProperty("nodeSummary")), got.NodeSummary)
            ?? FleetJson.Difference(FleetJson.Draft(expect.GetProperty("resourceSummary")), got.ResourceSummary);
    }
}
