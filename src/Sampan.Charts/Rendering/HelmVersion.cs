namespace Sampan.Charts.Rendering;

/// <summary>What <c>.Capabilities.HelmVersion</c> says: the release of Helm that rendering agrees with, and how it was built.</summary>
public sealed record HelmVersion(string Version, string GitCommit, string GitTreeState, string GoVersion)
{
    /// <summary>The release of Helm that rendering agrees with.</summary>
    public static HelmVersion Compatible { get; } = new("v3.21", "", "", "go1.26.10");
}
