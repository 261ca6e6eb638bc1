using System.Net;
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
    private readonly ClientCertificates _clients;

    private CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
    {
        _certificate = certificate;
        _time = time;
        _clients = new ClientCertificates([certificate], time);
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
    public UserInfo? Authenticate(X509Certificate2 certificate) => _clients.Authenticate(certificate);

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
        // TLS wants a key that is not tied to this object's lifetime. What only passes through memory needs no slow encryption.
        var passing = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, iterationCount: 1);
        return X509CertificateLoader.LoadPkcs12(withKey.ExportPkcs12(passing, null), null, X509KeyStorageFlags.Exportable);
    }
}
