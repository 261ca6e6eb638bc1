using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Server.Proxying;

/// <summary>Another server that a request is passed on to, and how to reach it.</summary>
/// <param name="Address">Scheme, host and port, and what its paths begin with.</param>
/// <param name="Path">Path and query below that, as they go on the wire.</param>
internal sealed record ProxyTarget(Uri Address, string Path)
{
    /// <summary>Where to connect to; null: the address's host.</summary>
    public EndPoint? EndPoint { get; init; }

    /// <summary>PEM certificates of the authorities that vouch for the server; null: the system's.</summary>
    public string? AuthorityPem { get; init; }

    /// <summary>Whether the server need not prove who it is.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>What this server proves itself by; null: nothing.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Headers that tell who asks, a line each. What the client says of that itself is not passed on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Identity { get; init; } = [];
}
