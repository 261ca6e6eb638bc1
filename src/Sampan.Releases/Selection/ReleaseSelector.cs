using System.Text.RegularExpressions;
using Sampan.Releases.Declarations;

namespace Sampan.Releases.Selection;

/// <summary>
/// A helmfile selector: <c>k=v,k!=v</c>, all of which must hold. <c>!=</c> also holds where the label is absent.
/// Several selectors (repeated <c>-l</c>) select what any of them selects.
/// </summary>
public sealed partial class ReleaseSelector
{
    private readonly List<Requirement> _requirements;

    private ReleaseSelector(List<Requirement> requirements) => _requirements = requirements;

    /// <summary>Parses a selector.</summary>
    /// <exception cref="DeclarationException">A term is not of the form <c>key=value</c> or <c>key!=value</c>.</exception>
    public static ReleaseSelector Parse(string text)
    {
        List<Requirement> requirements = [];
        foreach (var term in text.Split(','))
        {
            var match = Term().Match(term);
            if (!match.Success)
            {
                throw new DeclarationException($"malformed label: {term}. Expected label in form k=v or k!=v (selector {text})");
            }

            requirements.Add(new Requirement(match.Groups["key"].Value, match.Groups["value"].Value, match.Groups["not"].Success));
        }

        return new ReleaseSelector(requirements);
    }

    /// <summary>Whether labels satisfy every requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        foreach (var requirement in _requirements)
        {
            var equal = labels.TryGetValue(requirement.Key, out var value) && value == requirement.Value;
            if (equal == requirement.Negated)
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("^(?<key>[a-zA-Z0-9_./+-]+)(?<not>!)?=(?<value>[a-zA-Z0-9_./+-]+)\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    private readonly record struct Requirement(string Key, string Value, bool Negated);
}
