using Sampan.Charts.Schemas;
using Sampan.Charts.Values;

namespace Sampan.Charts.Linting;

/// <summary>The rules of values.yaml: it is there, it is YAML, and with the user's values over it it fits the chart's schema.</summary>
internal static class ValuesRules
{
    private const string File = "values.yaml";

    public static void Check(LintReport report, ChartSource source, IReadOnlyDictionary<string, object?> values)
    {
        if (report.Check(LintSeverity.Info, File, source.Exists(File) ? null : "file does not exist"))
        {
            report.Check(LintSeverity.Error, File, Problem(source, values));
        }
    }

    private static string? Problem(ChartSource source, IReadOnlyDictionary<string, object?> values)
    {
        Dictionary<string, object?> defaults;
        try
        {
            defaults = ValuesReader.Read(source.Read(File) ?? "", "chartutil.Values");
        }
        catch (ChartException exception)
        {
            return $"unable to parse YAML: {exception.Message}";
        }

        if (source.Read("values.schema.json") is not { Length: > 0 } schema)
        {
            return null;
        }

        var coalesced = new TableMerging(keepNulls: false, static _ => { }).LayUnder(ValueTrees.Copy(values), defaults);
        return new ValuesSchema(fetch: null).Validate(System.Text.Encoding.UTF8.GetBytes(schema), coalesced);
    }
}
