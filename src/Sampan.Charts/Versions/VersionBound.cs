using System.Text.RegularExpressions;

namespace Sampan.Charts.Versions;

/// <summary>One bound of a range: an operator and a version, whose parts may be left open (<c>1.x</c>).</summary>
internal sealed record VersionBound(string Operator, ChartVersion Version, bool IsOpen, bool MinorIsOpen, bool PatchIsOpen)
{
    /// <summary>Every release.</summary>
    public static readonly VersionBound Any = new("", default(ChartVersion) with { Prerelease = "" }, IsOpen: true, MinorIsOpen: false, PatchIsOpen: false);

    public static VersionBound? TryCreate(Match match)
    {
        var anyMajor = IsWild(match.Groups["major"]);
        var minorIsOpen = !anyMajor && IsWild(match.Groups["minor"]);
        var patchIsOpen = !anyMajor && !minorIsOpen && IsWild(match.Groups["patch"]);
        var numbers = anyMajor ? "0.0.0"
            : minorIsOpen ? $"{match.Groups["major"].Value}.0.0"
            : patchIsOpen ? $"{match.Groups["major"].Value}.{match.Groups["minor"].Value}.0"
            : $"{match.Groups["major"].Value}.{match.Groups["minor"].Value}.{match.Groups["patch"].Value}";
        return ChartVersion.TryParse(numbers + match.Groups["rest"].Value, out var version)
            ? new VersionBound(match.Groups["operator"].Value, version, anyMajor || minorIsOpen || patchIsOpen, minorIsOpen, patchIsOpen)
            : null;
    }

    /// <summary>Whether a version is within the bound. A prerelease is only within bounds that name one.</summary>
    public bool Holds(ChartVersion version)
    {
        if (version.Prerelease.Length > 0 && Version.Prerelease.Length == 0)
        {
            return false;
        }

        var order = version.CompareTo(Version);
        return Operator switch
        {
            "" or "=" => IsOpen ? IsNear(version, order) : order == 0,
            "!=" => IsOpen ? IsOutside(version) : order != 0,
            ">" => IsAbove(version, order),
            "<" => order < 0,
            ">=" or "=>" => order >= 0,
            "<=" or "=<" => IsOpen ? !IsBeyond(version) : order <= 0,
            "~" or "~>" => IsNear(version, order),
            _ => IsCompatible(version, order),
        };
    }

    private bool IsAbove(ChartVersion version, int order) =>
        !IsOpen ? order > 0
        : version.Major != Version.Major ? version.Major > Version.Major
        : !MinorIsOpen && (PatchIsOpen ? version.Minor > Version.Minor : order > 0);

    private bool IsBeyond(ChartVersion version) =>
        version.Major > Version.Major || (version.Major == Version.Major && version.Minor > Version.Minor && !MinorIsOpen);

    private bool IsOutside(ChartVersion version) =>
        version.Major != Version.Major
        || (!MinorIsOpen && (version.Minor != Version.Minor || (!PatchIsOpen && version.Patch != Version.Patch)));

    /// <summary><c>~1.2.3</c>: the same minor version, at or after it.</summary>
    private bool IsNear(ChartVersion version, int order) =>
        order >= 0
        && ((Version is { Major: 0, Minor: 0, Patch: 0 } && !MinorIsOpen && !PatchIsOpen)
            || (version.Major == Version.Major && (MinorIsOpen || version.Minor == Version.Minor)));

    /// <summary><c>^1.2.3</c>: the same first number that is not zero, at or after it.</summary>
    private bool IsCompatible(ChartVersion version, int order)
    {
        if (order < 0 || version.Major != Version.Major)
        {
            return false;
        }

        if (Version.Major > 0 || MinorIsOpen)
        {
            return true;
        }

        return version.Minor == Version.Minor && (Version.Minor > 0 || PatchIsOpen || version.Patch == Version.Patch);
    }

    private static bool IsWild(Group part) => !part.Success || part.ValueSpan is "x" or "X" or "*";
}
