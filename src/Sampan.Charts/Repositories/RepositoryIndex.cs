using Sampan.Charts.Text;
using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Repositories;

/// <summary>The charts of a repository: index.yaml.</summary>
public sealed record RepositoryIndex
{
    /// <summary>The format: <c>v1</c>.</summary>
    public string ApiVersion { get; init; } = "v1";

    /// <summary>When the index was made, as it says.</summary>
    public string Generated { get; init; } = "";

    /// <summary>The versions of each chart, the latest first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IndexedChart>> Charts { get; init; } = new SortedDictionary<string, IReadOnlyList<IndexedChart>>(StringComparer.Ordinal);

    /// <summary>Keys that packages are signed with.</summary>
    public IReadOnlyList<string> PublicKeys { get; init; } = [];

    /// <summary>Whatever else its maker says.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The version of a chart that a range means: the one that is named exactly, else the latest in the range; with an
    /// empty range the latest that is no prerelease. Throws <see cref="ChartException"/> with Helm's message.
    /// </summary>
    public IndexedChart Get(string name, string range)
    {
        ArgumentNullException.ThrowIfNull(range);
        if (!Charts.TryGetValue(name, out var versions))
        {
            throw new ChartException("no chart name found");
        }

        if (versions.Count == 0)
        {
            throw new ChartException("no chart version found");
        }

        var constraint = ParseRange(range.Length == 0 ? "*" : range);
        return (range.Length > 0 ? versions.FirstOrDefault(version => version.Metadata.Version == range) : null)
            ?? versions.FirstOrDefault(version => SemanticVersion.TryParse(version.Metadata.Version) is { } parsed && constraint.IsSatisfiedBy(parsed))
            ?? throw new ChartException($"no chart version found for {name}-{range}");
    }

    /// <summary>Whether there is a version of a chart.</summary>
    public bool Has(string name, string version)
    {
        try
        {
            Get(name, version);
            return true;
        }
        catch (ChartException)
        {
            return false;
        }
    }

    /// <summary>This index with the versions of another that it has not.</summary>
    public RepositoryIndex Merge(RepositoryIndex other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Charts = Sort(Charts.Values.SelectMany(versions => versions).Concat(other.Charts.Values.SelectMany(versions => versions).Where(chart => !Has(chart.Metadata.Name, chart.Metadata.Version)))) };
    }

    /// <summary>Charts by name, the latest version first.</summary>
    internal static SortedDictionary<string, IReadOnlyList<IndexedChart>> Sort(IEnumerable<IndexedChart> charts) =>
        new(charts.GroupBy(chart => chart.Metadata.Name).ToDictionary(group => group.Key, group => Sorted([.. group])), StringComparer.Ordinal);

    /// <summary>Versions, the latest first.</summary>
    internal static IReadOnlyList<IndexedChart> Sorted(IReadOnlyList<IndexedChart> versions) =>
        [.. versions.OrderByDescending(version => SemanticVersion.TryParse(version.Metadata.Version), Comparer<SemanticVersion?>.Default)];

    private static VersionConstraint ParseRange(string range)
    {
        try
        {
            return VersionConstraint.Parse(range);
        }
        catch (FormatException exception)
        {
            throw new ChartException(exception.Message, $"write a version or a range, not {GoText.Quote(range)}", exception);
        }
    }
}
