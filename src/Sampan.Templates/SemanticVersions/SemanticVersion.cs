using System.Globalization;
using System.Text.RegularExpressions;
using Sampan.Templates.Formatting;

namespace Sampan.Templates.SemanticVersions;

/// <summary>
/// A semantic version as Masterminds/semver reads it: a leading <c>v</c>, missing minor and patch numbers and leading
/// zeros are tolerated. Ordered by precedence; build metadata does not count.
/// </summary>
/// <param name="Major">The first number.</param>
/// <param name="Minor">The second number.</param>
/// <param name="Patch">The third number.</param>
/// <param name="Prerelease">What follows the hyphen, or empty.</param>
/// <param name="Metadata">What follows the plus, or empty.</param>
public sealed partial record SemanticVersion(ulong Major, ulong Minor, ulong Patch, string Prerelease = "", string Metadata = "") : IComparable<SemanticVersion>
{
    /// <summary>The text that was parsed.</summary>
    public string Original { get; init; } = "";

    /// <summary>Parses a version leniently.</summary>
    /// <exception cref="FormatException">The text is no version; the message is the library's.</exception>
    public static SemanticVersion Parse(string text)
    {
        var match = Loose().Match(text);
        if (!match.Success)
        {
            throw new FormatException("invalid semantic version");
        }

        var prerelease = match.Groups["prerelease"].Value;
        CheckPrerelease(prerelease);
        return new SemanticVersion(Number(match.Groups["major"]), Number(match.Groups["minor"]), Number(match.Groups["patch"]), prerelease, match.Groups["metadata"].Value)
        {
            Original = text,
        };
    }

    /// <summary>Parses a version leniently; null where the text is none.</summary>
    public static SemanticVersion? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whether the text is a version by the letter of the specification: three numbers, no <c>v</c>, no leading zeros.</summary>
    public static bool IsStrict(string text) => Strict().IsMatch(text);

    /// <summary>Compares by precedence.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var byNumbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return byNumbers != 0 ? Math.Sign(byNumbers) : ComparePrereleases(Prerelease, other.Prerelease);
    }

    /// <summary>The version in full: <c>1.2.3-beta.1+build</c>.</summary>
    public override string ToString()
    {
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
        return numbers + (Prerelease.Length > 0 ? $"-{Prerelease}" : "") + (Metadata.Length > 0 ? $"+{Metadata}" : "");
    }

    /// <summary>Whether both are equal in all but how they were written.</summary>
    public bool Equals(SemanticVersion? other) =>
        other is not null && CompareTo(other) == 0 && Metadata == other.Metadata && Original == other.Original;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Major, Minor, Patch, Prerelease);

    /// <summary>The next patch; of a prerelease, the release itself.</summary>
    internal SemanticVersion NextPatch() => Prerelease.Length > 0 ? Plain(Major, Minor, Patch) : Plain(Major, Minor, Patch + 1);

    /// <summary>The next minor version.</summary>
    internal SemanticVersion NextMinor() => Plain(Major, Minor + 1, 0);

    /// <summary>The next major version.</summary>
    internal SemanticVersion NextMajor() => Plain(Major + 1, 0, 0);

    /// <exception cref="FormatException">The text is no prerelease.</exception>
    internal SemanticVersion WithPrerelease(string prerelease)
    {
        if (prerelease.Length > 0)
        {
            _ = Identifiers().IsMatch(prerelease) ? true : throw new FormatException("invalid prerelease string");
            CheckPrerelease(prerelease);
        }

        var changed = this with { Prerelease = prerelease };
        return changed with { Original = OriginalPrefix + changed };
    }

    /// <exception cref="FormatException">The text is no metadata.</exception>
    internal SemanticVersion WithMetadata(string metadata)
    {
        _ = metadata.Length == 0 || Identifiers().IsMatch(metadata) ? true : throw new FormatException("invalid metadata string");
        var changed = this with { Metadata = metadata };
        return changed with { Original = OriginalPrefix + changed };
    }

    internal static int ComparePrereleases(string left, string right)
    {
        if (left == right)
        {
            return 0;
        }

        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == 0 ? 1 : -1;
        }

        var (a, b) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            var order = ComparePart(i < a.Length ? a[i] : "", i < b.Length ? b[i] : "");
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private string OriginalPrefix => Original.StartsWith('v') ? "v" : "";

    private SemanticVersion Plain(ulong major, ulong minor, ulong patch)
    {
        var version = new SemanticVersion(major, minor, patch);
        return version with { Original = OriginalPrefix + version };
    }

    /// <summary>Numbers come before words and compare as numbers; a missing part comes first.</summary>
    private static int ComparePart(string left, string right)
    {
        if (left == right)
        {
            return 0;
        }

        if (left.Length == 0 || right.Length == 0)
        {
            return left.Length == 0 ? -1 : 1;
        }

        var leftIsNumber = ulong.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = ulong.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        return (leftIsNumber, rightIsNumber) switch
        {
            (true, true) => leftNumber.CompareTo(rightNumber),
            (true, false) => -1,
            (false, true) => 1,
            _ => Math.Sign(string.CompareOrdinal(left, right)),
        };
    }

    private static void CheckPrerelease(string prerelease)
    {
        foreach (var part in prerelease.Split('.'))
        {
            if (part.Length > 1 && part[0] == '0' && !part.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                throw new FormatException("version segment starts with 0");
            }
        }
    }

    private static ulong Number(Group group)
    {
        if (!group.Success)
        {
            return 0;
        }

        return ulong.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"error parsing version segment: strconv.ParseUint: parsing {GoQuoting.Quote(group.Value)}: value out of range");
    }

    [GeneratedRegex("""
        ^v?(?<major>[0-9]+)(\.(?<minor>[0-9]+))?(\.(?<patch>[0-9]+))?
        (-(?<prerelease>[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?
        (\+(?<metadata>[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Loose();

    [GeneratedRegex("""
        ^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)
        (-(0|[1-9][0-9]*|[0-9]*[A-Za-z\-][0-9A-Za-z\-]*)(\.(0|[1-9][0-9]*|[0-9]*[A-Za-z\-][0-9A-Za-z\-]*))*)?
        (\+[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*)?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Strict();

    [GeneratedRegex(@"^[0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*\z")]
    private static partial Regex Identifiers();
}
