using Sampan.Server.Auditing;

namespace Sampan.Server.Hosting;

/// <summary>Where and how a server can be reached over the network. The address is always a loopback one.</summary>
public sealed record EndpointOptions
{
    /// <summary>TCP port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Whether the endpoint speaks TLS. Plain HTTP is for tests.</summary>
    public bool UsesTls { get; init; } = true;

    /// <summary>Signs the server's certificate and vouches for clients; null: a fresh one.</summary>
    public CertificateAuthority? Authority { get; init; }

    /// <summary>PEM certificates of other authorities that vouch for clients; null: none (<c>--client-ca-file</c>).</summary>
    public string? ClientAuthorityPem { get; init; }

    /// <summary>A proxy before the server whose word is taken for who asks; null: none.</summary>
    public FrontProxyOptions? FrontProxy { get; init; }

    /// <summary>How many requests are served at a time.</summary>
    public ConcurrencyLimits Limits { get; init; } = new();

    /// <summary>How long requests are still taken after the end has been announced (<c>--shutdown-delay-duration</c>).</summary>
    public TimeSpan ShutdownDelay { get; init; }

    /// <summary>What is told of requests, and where to; null: nothing, at no cost.</summary>
    public AuditOptions? Audit { get; init; }

    /// <summary>The clock of everything that is timed here.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
