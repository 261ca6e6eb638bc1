using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sampan.Server.Authentication;

namespace Sampan.Server.Hosting;

/// <summary>The server's own certificate authority: it signs the server's certificate, and those of clients.</summary>
public sealed class CertificateAuthority
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3650);
    private readonly X509Certificate2 _certificate;
    private readonly TimeProvider _time;
    private readonly ConditionalWeakTable<X509Certificate2, Verified> _verified = [];

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        _certificate = certificate;
        _time = time;
    }

    /// <summary>The authority's certificate, PEM, for clients to trust.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>A fresh authority of this process alone.</summary>
    public static CertificateAuthority Generate(TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        return new CertificateAuthority(Create(time), time);
    }

    /// <summary>The authority kept in a folder as <c>ca.crt</c> and <c>ca.key</c> (mode 0600), made if it is not there.</summary>
    public static CertificateAuthority KeptIn(string folder, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        var (certificateFile, keyFile) = (Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        if (File.Exists(certificateFile) && File.Exists(keyFile))
        {
            return new CertificateAuthority(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), time);
        }

        var created = Create(time);
        PrivateFile.Write(keyFile, created.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(certificateFile, created.ExportCertificatePem());
        return new CertificateAuthority(created, time);
    }

    /// <summary>A certificate for the server, for the loopback addresses and the given names.</summary>
    public X509Certificate2 IssueServer(params IEnumerable<string> dnsNames)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        foreach (var name in dnsNames.Prepend("localhost").Distinct())
        {
            names.AddDnsName(name);
        }

        // Server authentication.
        return Issue("CN=sampan", "1.3.6.1.5.5.7.3.1", names);
    }

    /// <summary>A certificate that makes its holder a user of the given groups: common name and organizations, as Kubernetes reads them.</summary>
    public X509Certificate2 IssueClient(string user, params IEnumerable<string> groups)
    {
        var subject = new X500DistinguishedNameBuilder();
        foreach (var group in groups)
        {
            subject.AddOrganizationName(group);
        }

        subject.AddCommonName(user);
        // Client authentication.
        return Issue(subject.Build(), "1.3.6.1.5.5.7.3.2", null);
    }

    /// <summary>The user that a client's certificate names, or null if this authority has not signed it or its time is over.</summary>
    /// <remarks>A connection shows the same certificate with each of its requests: signatures are checked with the first.</remarks>
    public UserInfo? Authenticate(X509Certificate2 certificate)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        if (!_verified.TryGetValue(certificate, out var verified) || now < verified.From || now > verified.Until)
        {
            verified = new Verified(
                Verify(certificate),
                Later(certificate.NotBefore.ToUniversalTime(), _certificate.NotBefore.ToUniversalTime()),
                Earlier(certificate.NotAfter.ToUniversalTime(), _certificate.NotAfter.ToUniversalTime()));
            _verified.AddOrUpdate(certificate, verified);
        }

        return verified.User;
    }

    private UserInfo? Verify(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.2"));
        if (!chain.Build(certificate))
        {
            return null;
        }

        List<string> groups = [];
        var name = "";
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false))
        {
            var value = part.GetSingleElementValue() ?? "";
            switch (part.GetSingleElementType().Value)
            {
                case "2.5.4.3":
                    name = value;
                    break;
                case "2.5.4.10":
                    groups.Add(value);
                    break;
            }
        }

        return name.Length == 0 ? null : new UserInfo(name, [.. groups, UserInfo.Authenticated]);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static X509Certificate2 Create(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=sampan-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now.AddMinutes(-5), now + Lifetime + TimeSpan.FromDays(1));
    }

    private X509Certificate2 Issue(string subject, string usage, SubjectAlternativeNameBuilder? names) => Issue(new X500DistinguishedName(subject), usage, names);

    private X509Certificate2 Issue(X500DistinguishedName subject, string usage, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        var now = _time.GetUtcNow();
        using var signed = request.Create(_certificate, now.AddMinutes(-5), now + Lifetime, RandomNumberGenerator.GetBytes(16));
        using var withKey = signed.CopyWithPrivateKey(key);
        // TLS wants a key that is not tied to this object's lifetime.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    /// <summary>What a certificate was found to say, and when that holds.</summary>
    private sealed record Verified(UserInfo? User, DateTime From, DateTime Until);
}
