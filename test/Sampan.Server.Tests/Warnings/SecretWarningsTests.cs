using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Warnings;

namespace Sampan.Server.Tests.Warnings;

public sealed class SecretWarningsTests
{
    private static readonly (string Certificate, string Key) One = Pair();
    private static readonly (string Certificate, string Key) Other = Pair();

    public static TheoryData<string, string, string> Pairs => new()
    {
        { One.Certificate, One.Key, "" },
        { One.Certificate, Other.Key, "tls: private key does not match public key" },
        { "", One.Key, "tls: failed to find any PEM data in certificate input" },
        { One.Certificate, "", "tls: failed to find any PEM data in key input" },
        { One.Key, One.Certificate, "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched" },
        { One.Certificate, One.Certificate, "tls: found a certificate rather than a key in the PEM for the private key" },
        { One.Certificate, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "tls: failed to parse private key" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_TlsSecret_SaysWhyItsPairIsNone(string certificate, string key, string expected)
    {
        var secret = new JsonObject { ["type"] = "kubernetes.io/tls", ["data"] = new JsonObject { ["tls.crt"] = Encode(certificate), ["tls.key"] = Encode(key) } };
        List<string> warnings = [];

        SecretWarnings.Of(secret, null, warnings);

        Assert.Equal(expected, string.Join('\n', warnings));
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static (string Certificate, string Key) Pair()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
