using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Sampan.Templates.Functions;

namespace Sampan.Templates.Tests.Cryptography;

public sealed class CertificateTests
{
    private const string Template =
        """
        {{- $ca := genCA "shop" 365 -}}
        {{- $leaf := genSignedCert "shop.example" nil (list "shop.example") 365 $ca -}}
        {{ $ca.Cert }}|{{ $leaf.Cert }}|{{ $leaf.Key }}
        """;

    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    [Fact]
    public void GenSignedCert_ByAuthority_IsTrustedAndHasItsKey()
    {
        var parts = Render("a").Split('|');
        using var authority = X509Certificate2.CreateFromPem(parts[0]);
        using var leaf = X509Certificate2.CreateFromPem(parts[1]);
        using var key = RSA.Create();
        key.ImportFromPem(parts[2]);
        using var chain = new X509Chain { ChainPolicy = { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationTime = Now.UtcDateTime.AddDays(1) } };
        chain.ChainPolicy.CustomTrustStore.Add(authority);

        Assert.True(chain.Build(leaf));
        Assert.Equal(leaf.GetRSAPublicKey()!.ExportRSAPublicKey(), key.ExportRSAPublicKey());
        Assert.Equal(2048, key.KeySize);
        byte[] message = [1, 2];
        Assert.True(key.VerifyData(message, key.SignData(message, HashAlgorithmName.SHA256, RSASignaturePadding.Pss), HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    [Fact]
    public void GenCertificates_SameSeedAndTime_SameBytes()
    {
        Assert.Equal(Render("a"), Render("a"));
        Assert.NotEqual(Render("a"), Render("b"));
    }

    private static string Render(string seed)
    {
        var set = new TemplateSet(FunctionTable.Helm);
        set.Parse("t", Template);
        return set.Execute("t", null, new ExecutionOptions { Seed = seed, Clock = new FakeTimeProvider(Now) });
    }
}
