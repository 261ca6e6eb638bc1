namespace Sampan.Server.Storage.Etcd;

/// <summary>Which etcd, and how to reach it.</summary>
public sealed record EtcdOptions
{
    /// <summary>The members' client addresses, such as <c>https://10.0.0.1:2379</c>. One that fails is left for the next.</summary>
    public required IReadOnlyList<Uri> Servers { get; init; }

    /// <summary>What all keys begin with, with a leading slash and none at the end. Servers that share a prefix share their clusters.</summary>
    public string Prefix { get; init; } = "/registry";

    /// <summary>A PEM file of the authorities that may vouch for the members; null: the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>A PEM file of the certificate that this client shows; null: none.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>The PEM file of the certificate's key; null: it is in the certificate's file.</summary>
    public string? KeyFile { get; init; }

    /// <summary>How long an answer is waited for.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one member's answer is waited for before another is asked.</summary>
    public TimeSpan MemberTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a leader that has vanished still counts as the leader; etcd takes whole seconds, 2 or more.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);
}
