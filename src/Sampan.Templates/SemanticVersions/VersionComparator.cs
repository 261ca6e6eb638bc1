using System.Text.RegularExpressions;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.SemanticVersions;

/// <summary>One comparison of a constraint: an operator and a version whose last parts may be left open (<c>1.2</c>, <c>1.x</c>, <c>*</c>).</summary>
internal sealed partial class VersionComparator
{
    public const string OperatorPattern = "(?:=|!=|>|<|>=|=>|<=|=<|~|~>|\\^|)";
    public const string VersionPattern =
        @"v?[0-9|x|X|\*]+(?:\.[0-9|x|X|\*]+)?(?:\.[0-9|x|X|\*]+)?(?:-[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*)?(?:\+[0-9A-Za-z\-]+(?:\.[0-9A-Za-z\-]+)*)?";

    private readonly string _operator;
    private readonly SemanticVersion _version;
    private readonly bool _open;
    private readonly bool _minorOpen;
    private readonly bool _patchOpen;

    private VersionComparator(string @operator, SemanticVersion version, bool open, bool minorOpen, bool patchOpen)
    {
        _operator = @operator;
        _version = version;
        _open = open;
        _minorOpen = minorOpen;
        _patchOpen = patchOpen;
    }

    /// <summary>Whether the comparison names a prerelease.</summary>
    public bool HasPrerelease => _version.Prerelease.Length > 0;

    /// <exception cref="FormatException">The text is no comparison.</exception>
    public static VersionComparator Parse(string text)
    {
        var match = Comparison().Match(text);
        if (!match.Success)
        {
            throw new FormatException($"improper constraint: {GoQuoting.Quote(text)}");
        }

        var (major, minor, patch) = (match.Groups["major"].Value, match.Groups["minor"].Value, match.Groups["patch"].Value);
        var prerelease = match.Groups["prerelease"].Value;
        var majorOpen = IsOpen(major);
        var minorOpen = !majorOpen && IsOpen(minor);
        var patchOpen = !majorOpen && !minorOpen && IsOpen(patch);
        var version = majorOpen ? $"0.0.0{prerelease}"
            : minorOpen ? $"{major}.0.0{prerelease}"
            : patchOpen ? $"{major}.{minor}.0{prerelease}"
            : $"{major}.{minor}.{patch}{prerelease}";
        return new VersionComparator(
            match.Groups["operator"].Value,
            SemanticVersion.TryParse(version) ?? throw new FormatException("constraint parser error"),
            majorOpen || minorOpen || patchOpen,
            minorOpen,
            patchOpen);
    }

    /// <summary>Whether the version satisfies the comparison. Prereleases do only where they are asked for.</summary>
    public bool IsSatisfiedBy(SemanticVersion version, bool includesPrereleases)
    {
        if (version.Prerelease.Length > 0 && !includesPrereleases)
        {
            return false;
        }

        return _operator switch
        {
            "!=" => IsNotEqual(version),
            ">" => IsGreater(version),
            "<" => version.CompareTo(_version) < 0,
            ">=" or "=>" => version.CompareTo(_version) >= 0,
            "<=" or "=<" => IsAtMost(version),
            "~" or "~>" => IsWithinTilde(version),
            "^" => IsWithinCaret(version),
            _ => _open ? IsWithinTilde(version) : version.CompareTo(_version) == 0,
        };
    }

    private static bool IsOpen(string part) => part is "" or "x" or "X" or "*";

    private bool IsNotEqual(SemanticVersion version)
    {
        if (!_open)
        {
            return version.CompareTo(_version) != 0;
        }

        if (version.Major != _version.Major || (version.Minor != _version.Minor && !_minorOpen))
        {
            return true;
        }

        if (_minorOpen)
        {
            return false;
        }

        return _patchOpen
            ? SemanticVersion.ComparePrereleases(version.Prerelease, _version.Prerelease) != 0
            : version.Patch != _version.Patch || version.CompareTo(_version) != 0;
    }

    /// <summary>An open version stands for all that it covers: <c>11.1</c> is not above <c>11</c>.</summary>
    private bool IsGreater(SemanticVersion version)
    {
        if (!_open || version.Major != _version.Major)
        {
            return version.CompareTo(_version) > 0;
        }

        return !_minorOpen && (_patchOpen ? version.Minor > _version.Minor : version.CompareTo(_version) > 0);
    }

    private bool IsAtMost(SemanticVersion version)
    {
        if (!_open)
        {
            return version.CompareTo(_version) <= 0;
        }

        return version.Major <= _version.Major
            && !(version.Major == _version.Major && version.Minor > _version.Minor && !_minorOpen);
    }

    private bool IsWithinTilde(SemanticVersion version)
    {
        if (version.CompareTo(_version) < 0)
        {
            return false;
        }

        if (_version is { Major: 0, Minor: 0, Patch: 0 } && !_minorOpen && !_patchOpen)
        {
            return true;
        }

        return version.Major == _version.Major && (version.Minor == _version.Minor || _minorOpen);
    }

    /// <summary>The leftmost number that is not zero stays the same.</summary>
    private bool IsWithinCaret(SemanticVersion version)
    {
        if (version.CompareTo(_version) < 0)
        {
            return false;
        }

        if (_version.Major > 0 || _minorOpen)
        {
            return version.Major == _version.Major;
        }

        if (version.Major > 0)
        {
            return false;
        }

        if (_version.Minor > 0 || _patchOpen)
        {
            return version.Minor == _version.Minor;
        }

        return version.Minor == 0 && version.Patch == _version.Patch;
    }

    [GeneratedRegex("""
        ^\s*(?<operator>=|!=|>|<|>=|=>|<=|=<|~|~>|\^|)\s*
        v?(?<major>[0-9|x|X|\*]+)(\.(?<minor>[0-9|x|X|\*]+))?(\.(?<patch>[0-9|x|X|\*]+))?
        (?<prerelease>-[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)?(\+[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)?\s*\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Comparison();
}
