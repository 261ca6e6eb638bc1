using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sampan.Server.Authentication;

namespace Sampan.Server.Hosting;

/// <summary>Clients' certificates that some authorities have signed.</summary>
internal sealed class ClientCertificates(X509Certificate2Collection authorities, TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private readonly ConditionalWeakTable<X509Certificate2, Verified> _verified = [];

    /// <summary>Reads the authorities of a PEM file's text.</summary>
    public static ClientCertificates OfPem(string pem, TimeProvider time)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return new ClientCertificates(authorities, time);
    }

    /// <summary>Whether one of the authorities has signed a certificate for a client, and its time is now.</summary>
    public bool Trust(X509Certificate2 certificate) => Find(certificate).IsTrusted;

    /// <summary>The user that a certificate names: common name and organizations, as Kubernetes reads them; null if it is not trusted or names none.</summary>
    public UserInfo? Authenticate(X509Certificate2 certificate) => Find(certificate).User;

    /// <summary>A certificate's common name, empty for none.</summary>
    public static string CommonName(X509Certificate2 certificate)
    {
        var name = "";
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.GetSingleElementType().Value == "2.5.4.3")
            {
                name = part.GetSingleElementValue() ?? "";
            }
        }

        return name;
    }

    // A connection shows the same certificate with each of its requests: it is verified and read with the first.
    private Verified Find(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (_verified.TryGetValue(certificate, out var known) && now >= known.From && now <= known.Until)
        {
            return known;
        }

        var all = authorities.Append(certificate).ToList();
        var isTrusted = Verify(certificate);
        var verified = new Verified(
            isTrusted,
            isTrusted ? User(certificate) : null,
            all.Max(one => one.NotBefore.ToUniversalTime()),
            all.Min(one => one.NotAfter.ToUniversalTime()));
        _verified.AddOrUpdate(certificate, verified);
        return verified;
    }

    private static UserInfo? User(X509Certificate2 certificate)
    {
        List<string> groups = [];
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            if (part.GetSingleElementType().Value == "2.5.4.10")
            {
                groups.Add(part.GetSingleElementValue() ?? "");
            }
        }

        return CommonName(certificate) is { Length: > 0 } name ? new UserInfo(name, [.. groups, UserInfo.Authenticated]) : null;
    }

    private bool Verify(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return chain.Build(certificate);
    }

    /// <summary>What a certificate was found to be, and when that holds.</summary>
    private sealed record Verified(bool IsTrusted, UserInfo? User, DateTime From, DateTime Until);
}
