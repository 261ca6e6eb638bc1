using System.Globalization;
using System.Text.RegularExpressions;

namespace Sampan.Server.Cel.Libraries;

/// <summary>A version by semver.org's rules of version 2.0.0.</summary>
internal sealed partial record SemanticVersion(long Major, long Minor, long Patch, string PreRelease)
{
    /// <summary>The version that a text means, or null; a lenient reading drops a leading v and zeros, and supplies missing parts.</summary>
    public static SemanticVersion? Parse(string text, bool isLenient = false)
    {
        if (isLenient)
        {
            text = Complete(text);
        }

        var match = Form().Match(text);
        return match.Success
            && long.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var major)
            && long.TryParse(match.Groups[2].Value, CultureInfo.InvariantCulture, out var minor)
            && long.TryParse(match.Groups[3].Value, CultureInfo.InvariantCulture, out var patch)
            ? new SemanticVersion(major, minor, patch, match.Groups[4].Value)
            : null;
    }

    /// <summary>Negative, zero or positive, as precedence goes.</summary>
    public int CompareTo(SemanticVersion other)
    {
        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0 || PreRelease == other.PreRelease)
        {
            return order;
        }

        return PreRelease.Length == 0 ? 1 : other.PreRelease.Length == 0 ? -1 : Compare(PreRelease.Split('.'), other.PreRelease.Split('.'));
    }

    private static int Compare(string[] left, string[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var (isNumber, isOtherNumber) = (left[i].All(char.IsAsciiDigit), right[i].All(char.IsAsciiDigit));
            var order = isNumber && isOtherNumber
                ? (left[i].Length, left[i]).CompareTo((right[i].Length, right[i]))
                : isNumber != isOtherNumber ? (isNumber ? -1 : 1) : Math.Sign(string.CompareOrdinal(left[i], right[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return left.Length.CompareTo(right.Length);
    }

    private static string Complete(string text)
    {
        text = text.Trim().TrimStart('v');
        var end = text.IndexOfAny(['-', '+']);
        var (numbers, rest) = end < 0 ? (text, "") : (text[..end], text[end..]);
        var parts = numbers.Split('.').Select(part => part.TrimStart('0') is { Length: > 0 } digits ? digits : part.Length > 0 ? "0" : "").ToList();
        while (parts.Count < 3)
        {
            parts.Add("0");
        }

        return string.Join('.', parts) + rest;
    }

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
