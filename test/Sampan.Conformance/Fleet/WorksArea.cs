using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Interpreting;
using Sampan.Fleet.Overrides;
using Sampan.Fleet.Works;
using Sampan.Kubernetes.Objects;
using Sampan.Placement.Members;

namespace Sampan.Conformance.Fleet;

/// <summary>The Work objects of a binding, all members' together, sorted by namespace.</summary>
internal sealed class WorksArea : IConformanceArea
{
    public string Name => "fleet-works";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "works.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var builds = WorkBuilder.Build(
            FleetCases.Object(@case.GetProperty("object")),
            FleetCases.Object(@case.GetProperty("binding")),
            [.. FleetCases.Objects(@case, "clusters").Select(MemberCluster.Of)],
            [
                .. FleetCases.Objects(@case, "clusterOverridePolicies").Select(OverridePolicy.Of),
                .. FleetCases.Objects(@case, "overridePolicies").Select(OverridePolicy.Of),
            ],
            ResourceInterpreter.BuiltIn);
        var failed = builds.FirstOrDefault(build => build.Error is not null);
        var expectsError = @case.Member("expect", "error") is not null;
        if (expectsError != failed is not null)
        {
            return expectsError ? $"expected the error {@case.Member("expect", "error")}" : failed!.Error;
        }

        JsonArray got = [.. builds.Select(build => build.Work).OfType<JsonObject>().OrderBy(Namespace, StringComparer.Ordinal)];
        var want = FleetJson.Draft(@case.GetProperty("expect").GetProperty("works")) as JsonArray ?? [];
        ParseApplied(got);
        ParseApplied(want);
        return FleetJson.Difference(want, got);
    }

    private static string Namespace(JsonObject work) => work["metadata"]!["namespace"]!.ToString();

    // Recorded overrides are JSON in a text: they compare as data.
    private static void ParseApplied(JsonArray works)
    {
        foreach (var work in works)
        {
            var annotations = work!["metadata"]!["annotations"]!.AsObject();
            foreach (var (name, value) in annotations.Where(entry => entry.Key.StartsWith("policy.karmada.io/applied-", StringComparison.Ordinal)).ToList())
            {
                annotations[name] = JsonNode.Parse(value!.ToString());
            }
        }
    }
}
