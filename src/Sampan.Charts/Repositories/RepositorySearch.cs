using Sampan.Kubernetes.RegularExpressions;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Repositories;

/// <summary>Finds charts by words in their names, descriptions and keywords. The earlier the field, the better the match.</summary>
public sealed class RepositorySearch
{
    private const char Separator = '\v';

    private readonly List<(string Name, IndexedChart Chart, string Text)> _charts = [];

    /// <summary>Adds every version of a repository's charts.</summary>
    public void Add(string repository, RepositoryIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        foreach (var (name, versions) in index.Charts)
        {
            foreach (var chart in versions)
            {
                var metadata = chart.Metadata;
                _charts.Add(($"{repository}/{name}", chart, string.Join(Separator, metadata.Name, $"{repository}/{metadata.Name}", metadata.Description, string.Join(' ', metadata.Keywords))));
            }
        }
    }

    /// <summary>Every version that matches, the best first; all of them for an empty text. Throws <see cref="ChartException"/> for a pattern that cannot be read.</summary>
    public IReadOnlyList<(string Name, IndexedChart Chart)> Find(string text, bool isPattern)
    {
        ArgumentNullException.ThrowIfNull(text);
        var position = text.Length == 0 ? static _ => 0 : isPattern ? Pattern(text) : Words(text.ToLowerInvariant());
        return [.. _charts
            .Select(entry => (entry.Name, entry.Chart, Position: position(entry.Text), entry.Text))
            .Where(entry => entry.Position >= 0)
            .OrderBy(entry => entry.Text.AsSpan(0, entry.Position).Count(Separator))
            .ThenBy(entry => entry.Name, StringComparer.Ordinal)
            .ThenByDescending(entry => SemanticVersion.TryParse(entry.Chart.Metadata.Version))
            .Select(entry => (entry.Name, entry.Chart))];
    }

    private static Func<string, int> Words(string text) => line => line.ToLowerInvariant().IndexOf(text, StringComparison.Ordinal);

    private static Func<string, int> Pattern(string text)
    {
        try
        {
            var pattern = GoRegex.Parse(text);
            return line => pattern.FindAll(line, 1).FirstOrDefault()?.Index ?? -1;
        }
        catch (GoRegexException exception)
        {
            throw new ChartException(exception.Message, "mend the pattern, or search without --regexp", exception);
        }
    }
}
