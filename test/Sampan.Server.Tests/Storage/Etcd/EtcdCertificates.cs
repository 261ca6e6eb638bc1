using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sampan.Server.Tests.Storage.Etcd;

/// <summary>An authority, with a certificate for an etcd on loopback and one for its client, as PEM files.</summary>
internal sealed class EtcdCertificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan-etcd-pki-");
    private readonly X509Certificate2 _authority;

    public EtcdCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=etcd-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        File.WriteAllText(AuthorityFile, _authority.ExportCertificatePem());
        Issue("server");
        Issue("client");
    }

    public string AuthorityFile => Path.Combine(_folder.FullName, "ca.crt");

    public string ClientCertificateFile => Path.Combine(_folder.FullName, "client.crt");

    public string ClientKeyFile => Path.Combine(_folder.FullName, "client.key");

    /// <summary>What makes etcd serve TLS and ask for a client's certificate.</summary>
    public IReadOnlyList<string> ServerArguments =>
        ["--cert-file", Path.Combine(_folder.FullName, "server.crt"), "--key-file", Path.Combine(_folder.FullName, "server.key"), "--trusted-ca-file", AuthorityFile, "--client-cert-auth"];

    /// <summary>For asking the member whether it serves.</summary>
    public HttpMessageHandler ClientHandler()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(_authority);
        handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPemFile(ClientCertificateFile, ClientKeyFile)];
        return handler;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Issue(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], false));
        using var issued = request.Create(_authority, _authority.NotBefore, _authority.NotAfter, Guid.NewGuid().ToByteArray());
        File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.crt"), issued.ExportCertificatePem());
        File.WriteAllText(Path.Combine(_folder.FullName, $"{name}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
