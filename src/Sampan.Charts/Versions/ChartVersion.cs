using System.Globalization;
using System.Text.RegularExpressions;

namespace Sampan.Charts.Versions;

/// <summary>A semantic version as Helm reads one: minor and patch may be missing, a <c>v</c> may stand before it.</summary>
internal readonly partial record struct ChartVersion(ulong Major, ulong Minor, ulong Patch, string Prerelease) : IComparable<ChartVersion>
{
    public static bool TryParse(string text, out ChartVersion version)
    {
        version = default;
        var match = Format().Match(text);
        if (!match.Success || !TryNumber(match.Groups["major"], out var major) || !TryNumber(match.Groups["minor"], out var minor) || !TryNumber(match.Groups["patch"], out var patch))
        {
            return false;
        }

        var prerelease = match.Groups["prerelease"].Value;
        version = new ChartVersion(major, minor, patch, prerelease);
        return prerelease.Length == 0 || prerelease.Split('.').All(label => label.Length < 2 || label[0] != '0' || !label.All(char.IsAsciiDigit));
    }

    public int CompareTo(ChartVersion other)
    {
        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers : ComparePrereleases(Prerelease, other.Prerelease);
    }

    /// <summary>A release comes after its prereleases; their labels compare one by one, numbers as numbers and before texts.</summary>
    private static int ComparePrereleases(string left, string right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return right.Length.CompareTo(left.Length);
        }

        var (lefts, rights) = (left.Split('.'), right.Split('.'));
        for (var i = 0; i < Math.Min(lefts.Length, rights.Length); i++)
        {
            var leftIsNumber = ulong.TryParse(lefts[i], NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
            var rightIsNumber = ulong.TryParse(rights[i], NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
            var order = (leftIsNumber, rightIsNumber) switch
            {
                (true, true) => leftNumber.CompareTo(rightNumber),
                (true, false) => -1,
                (false, true) => 1,
                _ => string.CompareOrdinal(lefts[i], rights[i]),
            };
            if (order != 0)
            {
                return order;
            }
        }

        return lefts.Length.CompareTo(rights.Length);
    }

    private static bool TryNumber(Group group, out ulong number)
    {
        number = 0;
        return !group.Success || ulong.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex("^v?(?<major>[0-9]+)(\\.(?<minor>[0-9]+))?(\\.(?<patch>[0-9]+))?(-(?<prerelease>[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?(\\+[0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*)?\\z")]
    private static partial Regex Format();
}
