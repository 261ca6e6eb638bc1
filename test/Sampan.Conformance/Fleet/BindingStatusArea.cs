using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>What works add up to in their binding.</summary>
internal sealed class BindingStatusArea : IConformanceArea
{
    public string Name => "fleet-bindingstatus";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "bindingstatus.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var expect = @case.Member("expect")!.Value;
        try
        {
            var got = BindingStatusAggregation.Aggregate(
                FleetCases.Object(@case.Member("binding")!.Value),
                FleetCases.Objects(@case, "works"),
                FixedTime.Instance);
            return expect.String("error") is { } error
                ? $"expected the error {error}"
                : JsonDifference.Find(expect.Member("aggregatedStatus"), Element(got.AggregatedStatus), "aggregatedStatus")
                    ?? JsonDifference.Find(expect.Member("conditions"), Element(got.Conditions), "conditions");
        }
        catch (InvalidDataException exception)
        {
            return expect.String("error") is null ? exception.Message : null;
        }
    }

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToUtf8Bytes());
}
