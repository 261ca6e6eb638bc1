using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Charts;
using Sampan.Charts.Dependencies;
using Sampan.Charts.Schemas;
using Sampan.Charts.Values;

namespace Sampan.Conformance.Charts;

/// <summary>The tables of coalescing, dependency processing and schema validation.</summary>
internal sealed class ValuesDataArea : IConformanceArea
{
    public string Name => "cli-values-data";

    public IEnumerable<ConformanceCase> Cases(string corpus) =>
        CaseFile.Read(Path.Combine(corpus, "cli/values-data/cases.json")).Select(@case => ConformanceCase.Of(CaseFile.Name(@case), () => Run(@case)));

    private static Outcome Run(JsonElement @case)
    {
        var op = @case.GetProperty("op").GetString()!;
        var error = CaseFile.Find(@case, "error")?.GetString();
        try
        {
            var actual = Compute(op, @case);
            return error is not null
                ? Outcome.Failed($"expected error {error} got {actual?.ToJsonString()}")
                : ValueJson.Compare(JsonNode.Parse(@case.GetProperty("expected").GetRawText()), actual);
        }
        catch (ChartException exception)
        {
            return exception.Message == error ? Outcome.Passed : Outcome.Failed($"expected {error ?? "no error"} got {exception.Message}");
        }
    }

    private static JsonNode? Compute(string op, JsonElement @case)
    {
        switch (op)
        {
            case "CoalesceTables" or "MergeTables":
                return ValueJson.ToNode(LayUnder(@case, keepNulls: op == "MergeTables"));
            case "CoalesceValues" or "MergeValues":
                return ValueJson.ToNode(new ValueCoalescing(op == "MergeValues", Ignore).Coalesce(WorkingChart.Of(Chart(@case)), ValueJson.ToMap(CaseFile.Find(@case, "values"))));
            case "processDependencyEnabled":
                var selected = WorkingChart.Of(Chart(@case));
                new DependencySelection(Ignore).Select(selected, ValueJson.ToMap(CaseFile.Find(@case, "values")));
                return ChartData.Write(selected.Finish().Chart);
            case "processDependencyImportValues":
                var imported = WorkingChart.Of(Chart(@case));
                new ValueImport(Ignore, CaseFile.Find(@case, "merge")?.GetBoolean() ?? false).Import(imported);
                return ChartData.Write(imported.Finish().Chart);
            case "ValidateAgainstSchema":
                var errors = new ValuesSchema(fetch: null).Validate(WorkingChart.Of(Chart(@case)).Finish(), ValueJson.ToMap(CaseFile.Find(@case, "values")));
                return errors.Length == 0 ? null : throw new ChartException(errors);
            default:
                throw new NotSupportedException(op);
        }
    }

    private static Dictionary<string, object?>? LayUnder(JsonElement @case, bool keepNulls)
    {
        var over = CaseFile.Find(@case, "over");
        var under = CaseFile.Find(@case, "under");
        return (over, under) switch
        {
            (null, null) => null,
            ({ } only, null) => ValueJson.ToMap(only),
            (null, { } only) => ValueJson.ToMap(only),
            _ => new TableMerging(keepNulls, Ignore).LayUnder(ValueJson.ToMap(over), ValueJson.ToMap(under)),
        };
    }

    private static Chart Chart(JsonElement @case) => ChartData.Read(@case.GetProperty("chart"));

    private static void Ignore(string warning)
    {
    }
}
