using System.Net;

namespace Sampan.Server.Embedded;

/// <summary>Where a server can be reached, and who vouches for it and its clients.</summary>
/// <param name="Address">The address on this machine.</param>
/// <param name="AuthorityPem">The authority's certificate, PEM.</param>
internal sealed record PublishedEndpoint(IPEndPoint Address, string AuthorityPem);
