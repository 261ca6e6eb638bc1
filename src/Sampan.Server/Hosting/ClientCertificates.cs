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
    /// <remarks>A connection shows the same certificate with each of its requests: signatures are checked with the first.</remarks>
    public bool Trust(X509Certificate2 certificate)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (!_verified.TryGetValue(certificate, out var verified) || now < verified.From || now > verified.Until)
        {
            var all = authorities.Append(certificate).ToList();
            verified = new Verified(Verify(certificate), all.Max(one => one.NotBefore.ToUniversalTime()), all.Min(one => one.NotAfter.ToUniversalTime()));
            _verified.AddOrUpdate(certificate, verified);
        }

        return verified.IsTrusted;
    }

    /// <summary>The user that a certificate names: common name and organizations, as Kubernetes reads them; null if it is not trusted or names none.</summary>
    public UserInfo? Authenticate(X509Certificate2 certificate)
    {
        if (!Trust(certificate))
        {
            return null;
        }

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
    private sealed record Verified(bool IsTrusted, DateTime From, DateTime Until);
}
