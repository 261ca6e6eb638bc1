namespace Sampan.Charts.Versions;

/// <summary>The versions of charts and of Kubernetes, and the ranges that dependencies and charts demand.</summary>
internal static class ChartVersions
{
    /// <summary>Whether a text is a version: <c>1.2.3</c>, also <c>v1</c> and <c>1.2-beta+x</c>.</summary>
    public static bool IsValid(string version) => ChartVersion.TryParse(version, out _);

    /// <summary>Whether a version is in a range; false also when one of them cannot be read.</summary>
    public static bool IsCompatible(string range, string version) =>
        ChartVersion.TryParse(version, out var parsed) && VersionRange.TryParse(range) is { } constraint && constraint.Contains(parsed);
}
