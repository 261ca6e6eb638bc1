using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Objects;
using Sampan.Templates;

namespace Sampan.Conformance.Templates;

/// <summary>Templates of a chart <c>c</c> and what Helm 3.21's engine makes of them, or says of them.</summary>
internal sealed class TemplatesArea : IConformanceArea
{
    public string Name => "templates";

    public IEnumerable<ConformanceCase> Cases(string corpus)
    {
        foreach (var @case in Read(corpus, "cases.json"))
        {
            yield return ConformanceCase.Of(@case.StringOrEmpty("name"), () => RunExact(@case));
        }

        foreach (var @case in Read(corpus, "properties.json"))
        {
            yield return ConformanceCase.Of($"property {@case.StringOrEmpty("name")}", () => RunProperty(@case));
        }
    }

    private static JsonElement.ArrayEnumerator Read(string corpus, string file) =>
        JsonElement.Parse(File.ReadAllBytes(Path.Combine(corpus, "templates", file))).EnumerateArray();

    private static Outcome RunExact(JsonElement @case)
    {
        var (output, error) = Render(@case);
        if (@case.TryGetProperty("error", out var expectedError))
        {
            return error is null
                ? Outcome.Failed($"expected the error {expectedError.GetString()}, got the output {output}")
                : Compare(expectedError.GetString()!, error);
        }

        return error is null ? Compare(@case.GetProperty("output").GetString()!, output!) : Outcome.Failed($"error: {error}");
    }

    private static Outcome RunProperty(JsonElement @case)
    {
        var (output, error) = Render(@case);
        var pattern = @case.StringOrEmpty("matches");
        return error is not null ? Outcome.Failed($"error: {error}")
            : Regex.IsMatch(output!, pattern, RegexOptions.CultureInvariant) ? Outcome.Passed
            : Outcome.Failed($"{output} does not match {pattern}");
    }

    private static Outcome Compare(string expected, string actual)
    {
        if (expected == actual)
        {
            return Outcome.Passed;
        }

        var same = expected.AsSpan().CommonPrefixLength(actual);
        return Outcome.Failed($"expected {expected} | got {actual} | from {same}");
    }

    private static (string? Output, string? Error) Render(JsonElement @case)
    {
        try
        {
            return (ChartFixture.Render(@case), null);
        }
        catch (TemplateException exception)
        {
            return (null, exception.HelmMessage);
        }
    }
}
