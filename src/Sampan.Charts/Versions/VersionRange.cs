using System.Text.RegularExpressions;

namespace Sampan.Charts.Versions;

/// <summary>A range of versions as Helm reads one: alternatives at <c>||</c>, each of bounds that all have to hold.</summary>
internal sealed partial class VersionRange
{
    private readonly List<List<VersionBound>> _alternatives = [];

    /// <summary>Parses a range; null when it is malformed. An empty one holds every release.</summary>
    public static VersionRange? TryParse(string text)
    {
        var range = new VersionRange();
        foreach (var alternative in Hyphen().Replace(text, ">= ${low}, <= ${high}").Split("||"))
        {
            if (!Alternative().IsMatch(alternative))
            {
                return null;
            }

            var bounds = Bound().Matches(alternative).Select(VersionBound.TryCreate).ToList();
            if (bounds.Contains(null))
            {
                return null;
            }

            range._alternatives.Add(bounds.Count > 0 ? [.. bounds.OfType<VersionBound>()] : [VersionBound.Any]);
        }

        return range;
    }

    public bool Contains(ChartVersion version) => _alternatives.Exists(bounds => bounds.TrueForAll(bound => bound.Holds(version)));

    private const string Operator = "(?<operator>=>|=<|!=|>=|<=|~>|[=<>~^])?";
    private const string Version = "(?<version>v?(?<major>[0-9]+|[xX*])(\\.(?<minor>[0-9]+|[xX*]))?(\\.(?<patch>[0-9]+|[xX*]))?(?<rest>-[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?)";

    [GeneratedRegex(Operator + "\\s*" + Version)]
    private static partial Regex Bound();

    [GeneratedRegex("^\\s*((" + Operator + "\\s*" + Version + ")((\\s+|\\s*,\\s*)(" + Operator + "\\s*" + Version + "))*)?\\s*\\z")]
    private static partial Regex Alternative();

    [GeneratedRegex("\\s*(?<low>[^\\s,|]+)\\s+-\\s+(?<high>[^\\s,|]+)\\s*")]
    private static partial Regex Hyphen();
}
