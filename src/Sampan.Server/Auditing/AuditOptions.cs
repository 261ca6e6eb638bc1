namespace Sampan.Server.Auditing;

/// <summary>What is audited, and where to. Named as kube-apiserver's flags are.</summary>
/// <param name="Policy">What is told of which requests (<c>--audit-policy-file</c>).</param>
/// <param name="LogPath">The log file, or <c>-</c> for standard output (<c>--audit-log-path</c>).</param>
public sealed record AuditOptions(AuditPolicy Policy, string LogPath)
{
    /// <summary>The size in megabytes at which the file is put aside; 0 for the default of 100 (<c>--audit-log-maxsize</c>).</summary>
    public int MaxSize { get; init; }

    /// <summary>How many files put aside are kept; 0 for all (<c>--audit-log-maxbackup</c>).</summary>
    public int MaxBackups { get; init; }

    /// <summary>How many days files put aside are kept; 0 for ever (<c>--audit-log-maxage</c>).</summary>
    public int MaxAge { get; init; }
}
