using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>An OpenID Connect issuer, with the connection to it and the keys it has published.</summary>
public sealed class OidcIssuer : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>An issuer; its keys are fetched when its first token comes.</summary>
    /// <exception cref="ArgumentException">The issuer is no https address, or an algorithm is unknown.</exception>
    public OidcIssuer(OidcOptions options, TimeProvider? time = null)
    {
        if (options.IssuerUrl.Scheme != Uri.UriSchemeHttps)
        {
            throw new ArgumentException($"The issuer {options.IssuerUrl} must be an https address.", nameof(options));
        }

        if (options.SigningAlgorithms.FirstOrDefault(name => !JsonWebSignature.Algorithms.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"The signing algorithm \"{unknown}\" is not one of {string.Join(", ", JsonWebSignature.Algorithms)}.", nameof(options));
        }

        time ??= TimeProvider.System;
        _client = new HttpClient(Handler(options.AuthorityPem)) { Timeout = TimeSpan.FromSeconds(30) };
        Authenticator = new OidcTokens(options, new OidcKeys(options.IssuerUrl, _client, time), time);
    }

    internal ITokenAuthenticator Authenticator { get; }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => _client.Dispose();

    private static SocketsHttpHandler Handler(string? authorityPem)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (authorityPem is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPem(authorityPem);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
