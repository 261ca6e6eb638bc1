namespace Sampan.Releases.Records;

/// <summary>The states of a release revision, as Helm's records name them.</summary>
public static class ReleaseStatus
{
    /// <summary>The current, successful revision.</summary>
    public const string Deployed = "deployed";

    /// <summary>An earlier revision that a later one replaced.</summary>
    public const string Superseded = "superseded";

    /// <summary>The revision's apply failed; its description says how far it came.</summary>
    public const string Failed = "failed";

    /// <summary>The first revision is being applied.</summary>
    public const string PendingInstall = "pending-install";

    /// <summary>A later revision is being applied.</summary>
    public const string PendingUpgrade = "pending-upgrade";

    /// <summary>The release is being removed.</summary>
    public const string Uninstalling = "uninstalling";
}
