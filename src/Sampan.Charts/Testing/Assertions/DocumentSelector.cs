using Sampan.Charts.Testing.ManifestPaths;
using Sampan.Charts.Testing.Suites;

namespace Sampan.Charts.Testing.Assertions;

using Map = Dictionary<string, object?>;

/// <summary>Which documents are asserted: those with a value at a path.</summary>
/// <param name="Path">The path.</param>
/// <param name="Value">The value; null: any.</param>
/// <param name="MatchMany">Whether more than one document may match, in all templates together.</param>
/// <param name="SkipEmptyTemplates">Whether templates without such a document are passed over.</param>
internal sealed record DocumentSelector(string Path, object? Value, bool MatchMany, bool SkipEmptyTemplates)
{
    /// <summary>Reads a <c>documentSelector</c>; throws <see cref="ChartException"/>.</summary>
    public static DocumentSelector Read(SuiteFields fields) => new(
        fields.Text("path") is { Length: > 0 } path ? path : throw fields.Error("empty 'documentSelector.path' not supported"),
        fields.Value("value"),
        fields.Flag("matchMany"),
        fields.Flag("skipEmptyTemplates"));

    /// <summary>The documents by their templates; throws <see cref="DocumentSelectionException"/>.</summary>
    public SortedDictionary<string, IReadOnlyList<Map>> Select(SortedDictionary<string, IReadOnlyList<Map>> documents)
    {
        SortedDictionary<string, IReadOnlyList<Map>> selected = new(StringComparer.Ordinal);
        var count = 0;
        foreach (var (template, manifests) in documents)
        {
            IReadOnlyList<Map> matching = [.. manifests.Where(Matches)];
            count += matching.Count;
            if (!MatchMany && count > 1)
            {
                throw new DocumentSelectionException("multiple indexes found");
            }

            if (matching.Count > 0)
            {
                selected[template] = matching;
            }
            else if (!SkipEmptyTemplates)
            {
                throw new DocumentSelectionException("document not found");
            }
        }

        return selected;
    }

    private bool Matches(Map manifest)
    {
        try
        {
            return ManifestPath.Parse(Path).Find(manifest).Any(value => Value is null || DataEquality.AreEqual(Value, value));
        }
        catch (ManifestPathException exception)
        {
            throw new DocumentSelectionException(exception.Message);
        }
    }
}
