using Sampan.Charts.Testing.Assertions.Checks;
using Sampan.Charts.Testing.Rendering;
using Sampan.Charts.Testing.Results;
using Sampan.Charts.Testing.Snapshots;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing.Assertions;

using Map = Dictionary<string, object?>;

/// <summary>Makes the assertions of a test on what its chart rendered to.</summary>
internal sealed class AssertionEvaluation(TestCase test, string chartRoute, RenderedTest rendered, TestSnapshots snapshots, bool failFast)
{
    private static readonly IReadOnlyList<Map> NoDocuments = [];

    /// <summary>The results in order; failing fast, up to the first that fails.</summary>
    public IReadOnlyList<AssertionResult> Evaluate()
    {
        List<AssertionResult> results = [];
        foreach (var (index, assertion) in test.Assertions.Index())
        {
            results.Add(Evaluate(assertion, index));
            if (failFast && !results[^1].Passed)
            {
                break;
            }
        }

        return results;
    }

    private AssertionResult Evaluate(Assertion assertion, int index)
    {
        SortedDictionary<string, IReadOnlyList<Map>> selected;
        try
        {
            selected = Select(assertion);
        }
        catch (DocumentSelectionException exception)
        {
            return Result(["Error:", exception.Message]);
        }

        if (selected.Count > 0)
        {
            return Result(Failure(assertion, selected));
        }

        return test.Selector is { SkipEmptyTemplates: true } ? Result(null) with { IsSkipped = true }
            : Result(assertion.ExpectsSuccess != rendered.Succeeded ? ["Error: rendered manifest is empty"] : Check(assertion, NoDocuments, NoDocuments));

        AssertionResult Result(IReadOnlyList<string>? failure) => new(index, assertion.Type, assertion.Not, failure);
    }

    private SortedDictionary<string, IReadOnlyList<Map>> Select(Assertion assertion)
    {
        SortedDictionary<string, IReadOnlyList<Map>> documents = new(StringComparer.Ordinal);
        foreach (var template in Templates(assertion))
        {
            documents[template] = rendered.Manifests.GetValueOrDefault(template, NoDocuments);
        }

        var index = test.DocumentIndex ?? assertion.DocumentIndex;
        if ((assertion.Selector ?? test.Selector) is { } selector)
        {
            return selector.Select(documents);
        }

        if (index != -1)
        {
            foreach (var (template, manifests) in documents.ToArray())
            {
                documents[template] = index >= 0 && index < manifests.Count ? [manifests[index]] : throw new DocumentSelectionException($"document index {index} is out of range");
            }
        }

        return documents;
    }

    /// <summary>The templates that an assertion is about: its own, those of the test, or those of the suite.</summary>
    private IEnumerable<string> Templates(Assertion assertion)
    {
        if (rendered.IsMerged && rendered.Manifests.Keys.Single() is var only && only.EndsWith("manifest.yaml", StringComparison.Ordinal))
        {
            return [only];
        }

        IReadOnlyList<string> named = assertion.Template.Length > 0 ? [assertion.Template] : test.Templates.Count > 0 ? test.Templates : test.SuiteTemplates;
        var isSuites = assertion.Template.Length == 0 && test.Templates.Count == 0;
        return isSuites && (named.Count == 0 || named.Any(name => name.Contains('*', StringComparison.Ordinal)))
            ? rendered.Files.Keys.Concat(rendered.Definitions)
            : named.Select(name => TemplateSelection.PathOf(chartRoute, name));
    }

    private List<string>? Failure(Assertion assertion, SortedDictionary<string, IReadOnlyList<Map>> selected)
    {
        List<string> failure = [];
        var failed = false;
        foreach (var (template, documents) in selected)
        {
            var isRendered = rendered.Manifests.TryGetValue(template, out var all);
            if (!isRendered && assertion.ExpectsSuccess)
            {
                failed = true;
                failure.AddRange("Error:", $"\ttemplate \"{template}\" not exists or not selected in test suite");
            }
            else if (FailureOf(assertion, all ?? NoDocuments, documents) is { } lines)
            {
                failed = true;
                failure.AddRange([$"Template:\t{template}", .. lines]);
            }
        }

        return failed ? failure : null;
    }

    private IReadOnlyList<string>? FailureOf(Assertion assertion, IReadOnlyList<Map> all, IReadOnlyList<Map> selected) =>
        assertion.ExpectsSuccess == rendered.Succeeded ? Check(assertion, all, selected)
        : all.Count > 0 ? [$"Error: Invalid rendering: {RawText.Of(all[0]) ?? "<nil>"}"]
        : ["Error: rendered manifest is empty"];

    private IReadOnlyList<string>? Check(Assertion assertion, IReadOnlyList<Map> all, IReadOnlyList<Map> selected) =>
        assertion.Check.Failure(new CheckContext(all, selected, assertion.IsNegative, snapshots, rendered.Error, failFast));
}
