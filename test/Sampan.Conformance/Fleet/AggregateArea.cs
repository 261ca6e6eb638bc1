using System.Text.Json;
using Sampan.Fleet.Status;
using Sampan.Kubernetes.Objects;

namespace Sampan.Conformance.Fleet;

/// <summary>The native AggregateStatus interpreters. The rest of the object stays as it is, so that only the status is compared.</summary>
internal sealed class AggregateArea : IConformanceArea
{
    public string Name => "fleet-aggregate";

    public IEnumerable<ConformanceCase> Cases(string corpus) => FleetCases.Read(corpus, "aggregate.jsonl", Compare);

    private static string? Compare(JsonElement @case)
    {
        var template = FleetCases.Object(@case.Member("object")!.Value);
        var expect = @case.Member("expect")!.Value;
        if (!StatusAggregation.Supports(template.GroupVersionKind))
        {
            return expect.String("error") is null ? $"{template.GroupVersionKind} is not supported" : null;
        }

        var aggregated = StatusAggregation.Aggregate(template, [.. @case.Items("statusItems")], FixedTime.Instance);
        var before = template.Root.Member("status");
        var got = aggregated is null ? before : JsonElement.Parse(aggregated.ToUtf8Bytes());
        return expect.String("error") is { } error ? $"expected the error {error}"
            : expect.Boolean("changed") == false ? JsonDifference.Find(before, got, "status")
            : JsonDifference.Find(expect.Member("status"), got, "status") ?? CompareRest(template, expect.Member("objectWithoutStatus"));
    }

    private static string? CompareRest(KubernetesObject template, JsonElement? expected)
    {
        if (expected is null)
        {
            return null;
        }

        var rest = template.ToDraft();
        rest.Remove("status");
        return JsonDifference.Find(expected, JsonElement.Parse(rest.ToUtf8Bytes()), "$", path => path.Contains(".resources.", StringComparison.Ordinal));
    }
}
