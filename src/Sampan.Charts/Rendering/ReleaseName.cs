using System.Text.RegularExpressions;
using Sampan.Charts.Text;

namespace Sampan.Charts.Rendering;

/// <summary>The names that a release may have.</summary>
public static partial class ReleaseName
{
    private const int MaxLength = 53;
    private const string Pattern = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    /// <summary>Checks a name; throws <see cref="ChartException"/> with Helm's message.</summary>
    public static void Validate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
        {
            throw new ChartException($"release name {GoText.Quote(name)}: no name provided");
        }

        if (name.Length > MaxLength || name.EndsWith('\n') || !Format().IsMatch(name))
        {
            throw new ChartException($"release name {GoText.Quote(name)}: invalid release name, must match regex {Pattern} and the length must not be longer than {MaxLength}");
        }
    }

    [GeneratedRegex(Pattern, RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Format();
}
