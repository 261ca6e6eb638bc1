using System.Text.Json;
using Sampan.Charts.Values;

namespace Sampan.Conformance.Charts;

/// <summary>The parse tables of the <c>--set</c> flags.</summary>
internal sealed class StrvalsDataArea : IConformanceArea
{
    public string Name => "cli-strvals-data";

    public IEnumerable<ConformanceCase> Cases(string corpus) =>
        CaseFile.Read(Path.Combine(corpus, "cli/strvals-data/cases.json")).Select(@case => ConformanceCase.Of(CaseFile.Name(@case), () => Run(@case)));

    private static Outcome Run(JsonElement @case)
    {
        var values = ValueJson.ToMap(CaseFile.Find(@case, "into"));
        var syntax = @case.GetProperty("op").GetString() switch
        {
            "Parse" or "ParseInto" => SetSyntax.Typed,
            "ParseString" or "ParseIntoString" => SetSyntax.Text,
            "ParseLiteral" or "ParseLiteralInto" => SetSyntax.Literal,
            "ParseJSON" => SetSyntax.Json,
            "ParseFile" or "ParseIntoFile" => SetSyntax.File,
            var op => throw new NotSupportedException(op),
        };
        var error = CaseFile.Find(@case, "error")?.GetString();
        try
        {
            SetExpression.ParseInto(values, @case.GetProperty("input").GetString()!, syntax, path => path);
        }
        catch (SetExpressionException exception)
        {
            return exception.Message == error ? Outcome.Passed : Outcome.Failed($"expected {error ?? "no error"} got {exception.Message}");
        }

        return error is null ? ValueJson.Compare(@case.GetProperty("expected"), values) : Outcome.Failed($"expected error {error}");
    }
}
