namespace Sampan.Server.Embedded;

/// <summary>How a server keeps its store.</summary>
public sealed record EmbeddedServerOptions
{
    /// <summary>How long Events live after their last write (<c>--event-ttl</c>).</summary>
    public TimeSpan EventLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How often history is forgotten (<c>--etcd-compaction-interval</c>): what is older than one interval, at most two, can no
    /// longer be listed or watched from. Zero: never by this server.
    /// </summary>
    public TimeSpan CompactionInterval { get; init; } = TimeSpan.FromMinutes(5);
}
