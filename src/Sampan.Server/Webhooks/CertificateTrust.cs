using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sampan.Server.Webhooks;

/// <summary>Whether a webhook's certificate is to be trusted, and if not, why, as Go's crypto/x509 says it.</summary>
/// <param name="authorities">Who vouches for it; none: the authorities of the system.</param>
/// <param name="time">The time at which it must be valid.</param>
internal sealed class CertificateTrust(X509Certificate2Collection authorities, TimeProvider time)
{
    /// <summary>The authorities of a <c>caBundle</c>, which is PEM in Base64; none if it is empty.</summary>
    /// <exception cref="WebhookException">The bundle is none.</exception>
    public static X509Certificate2Collection Authorities(string bundle) => bundle.Length == 0 ? []
        : Parse(bundle) is { Count: > 0 } authorities ? authorities : throw new WebhookException("unable to load root certificates: unable to parse bytes as PEM block");

    /// <summary>Whether a text is a bundle.</summary>
    public static bool IsBundle(string bundle) => Parse(bundle).Count > 0;

    /// <summary>Why the certificate is not to be trusted for a host, or null if it is.</summary>
    /// <param name="certificate">The certificate that the host has shown.</param>
    /// <param name="others">What it has shown beside.</param>
    /// <param name="host">A name or an address.</param>
    public string? Distrust(X509Certificate2 certificate, X509Certificate2Collection others, string host)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        chain.ChainPolicy.ExtraStore.AddRange(others);
        if (authorities.Count > 0)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        chain.Build(certificate);
        var faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return OutOfTime(chain, faults) ?? WrongHost(certificate, host) ?? Unsigned(chain, faults);
    }

    private string? OutOfTime(X509Chain chain, X509ChainStatusFlags faults)
    {
        if (!faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return null;
        }

        var now = time.GetUtcNow();
        foreach (var element in chain.ChainElements)
        {
            var (from, until) = (element.Certificate.NotBefore.ToUniversalTime(), element.Certificate.NotAfter.ToUniversalTime());
            if (now > until || now < from)
            {
                var bound = now > until ? $"after {Text(until)}" : $"before {Text(from)}";
                return $"x509: certificate has expired or is not yet valid: current time {Text(now.UtcDateTime)} is {bound}";
            }
        }

        return "x509: certificate has expired or is not yet valid";
    }

    private static string? WrongHost(X509Certificate2 certificate, string host)
    {
        if (certificate.MatchesHostname(host, allowCommonName: false))
        {
            return null;
        }

        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        if (IPAddress.TryParse(host, out _))
        {
            var addresses = names?.EnumerateIPAddresses().ToList() ?? [];
            return addresses.Count == 0
                ? $"x509: cannot validate certificate for {host} because it doesn't contain any IP SANs"
                : $"x509: certificate is valid for {string.Join(", ", addresses)}, not {host}";
        }

        var valid = names?.EnumerateDnsNames().ToList() ?? [];
        return valid.Count > 0
            ? $"x509: certificate is valid for {string.Join(", ", valid)}, not {host}"
            : names is null && certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false).Length > 0
                ? "x509: certificate relies on legacy Common Name field, use SANs instead"
                : $"x509: certificate is not valid for any names, but wanted to match {host}";
    }

    // Go takes every certificate of a bundle as a root, self-signed or not.
    private string? Unsigned(X509Chain chain, X509ChainStatusFlags faults)
    {
        if (faults.HasFlag(X509ChainStatusFlags.NotValidForUsage))
        {
            return "x509: certificate specifies an incompatible key usage";
        }

        var rooted = authorities.Count == 0
            ? (faults & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) == 0
            : chain.ChainElements.Any(element => authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(element.Certificate.RawDataMemory.Span)));
        return !rooted || faults.HasFlag(X509ChainStatusFlags.NotSignatureValid) ? "x509: certificate signed by unknown authority" : null;
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static X509Certificate2Collection Parse(string bundle)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPem(Encoding.UTF8.GetString(Convert.FromBase64String(bundle)));
            return authorities;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return [];
        }
    }
}
