using Sampan.Templates.SemanticVersions;

namespace Sampan.Charts.Versions;

/// <summary>The versions of charts and of Kubernetes, and the ranges that dependencies and charts demand.</summary>
internal static class ChartVersions
{
    /// <summary>Whether a text is a version: <c>1.2.3</c>, also <c>v1</c> and <c>1.2-beta+x</c>.</summary>
    public static bool IsValid(string version) => SemanticVersion.TryParse(version) is not null;

    /// <summary>Whether a version is in a range; false also when one of them cannot be read.</summary>
    public static bool IsCompatible(string range, string version)
    {
        if (SemanticVersion.TryParse(version) is not { } parsed)
        {
            return false;
        }

        try
        {
            return VersionConstraint.Parse(range).IsSatisfiedBy(parsed);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
