using System.Security.Cryptography.X509Certificates;

namespace Sampan.Server.Aggregation;

/// <summary>What a server proves by, to the servers of aggregated APIs, that it may say who asks.</summary>
internal sealed class FrontProxyIdentity
{
    /// <summary>The certificate's common name.</summary>
    public const string Name = "front-proxy-client";

    /// <summary>A client certificate; null before the server listens anywhere.</summary>
    public X509Certificate2? Certificate { get; set; }
}
