using System.Text.RegularExpressions;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.SemanticVersions;

/// <summary>
/// A constraint on versions as Masterminds/semver reads it: groups joined by <c>||</c>, within a group comparisons
/// joined by commas or spaces, all of which must hold. A group that names no prerelease accepts none.
/// </summary>
public sealed partial class VersionConstraint
{
    private readonly VersionComparator[][] _groups;

    private VersionConstraint(string text, VersionComparator[][] groups)
    {
        _groups = groups;
        Text = text;
    }

    /// <summary>The text that was parsed.</summary>
    public string Text { get; }

    /// <summary>Parses a constraint.</summary>
    /// <exception cref="FormatException">The text is none: <c>improper constraint: "…"</c>.</exception>
    public static VersionConstraint Parse(string text)
    {
        var rewritten = Range().Replace(text, match => $">= {match.Groups["from"].Value}, <= {match.Groups["to"].Value} ");
        return new VersionConstraint(text, rewritten.Split("||").Select(ParseGroup).ToArray());
    }

    /// <summary>Whether the version satisfies the constraint.</summary>
    public bool IsSatisfiedBy(SemanticVersion version) => Array.Exists(_groups, group =>
    {
        var includesPrereleases = Array.Exists(group, comparator => comparator.HasPrerelease);
        return Array.TrueForAll(group, comparator => comparator.IsSatisfiedBy(version, includesPrereleases));
    });

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static VersionComparator[] ParseGroup(string text) => Group().IsMatch(text)
        ? Each().Matches(text).Select(match => VersionComparator.Parse(match.Value)).ToArray()
        : throw new FormatException($"improper constraint: {GoQuoting.Quote(text)}");

    [GeneratedRegex(@"\s*(?<from>" + VersionComparator.VersionPattern + @")\s+-\s+(?<to>" + VersionComparator.VersionPattern + @")\s*")]
    private static partial Regex Range();

    [GeneratedRegex(@"^(?:\s*" + VersionComparator.OperatorPattern + @"\s*" + VersionComparator.VersionPattern + @"\s*)(?:(?:\s+|,\s*)"
        + VersionComparator.OperatorPattern + @"\s*" + VersionComparator.VersionPattern + @"\s*)*\z")]
    private static partial Regex Group();

    [GeneratedRegex(VersionComparator.OperatorPattern + @"\s*" + VersionComparator.VersionPattern)]
    private static partial Regex Each();
}
