using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Sampan.Charts.Provenance;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Provenance;

public sealed class ChartSigningTests : IDisposable
{
    private const string Identity = "Ada <ada@example.org>";
    private const string Passphrase = "open sesame";
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly Lazy<PgpSecretKeyRing> Key = new(() => MakeKey(Identity, Passphrase));

    private readonly ChartWorkspace _workspace = new();
    private readonly string _package;

    public ChartSigningTests()
    {
        _package = _workspace.PathOf("web-1.0.0.tgz");
        File.WriteAllBytes(_package, ChartWorkspace.Package("web", "1.0.0"));
        WriteRings(Key.Value);
    }

    public void Dispose() => _workspace.Dispose();

    [Theory]
    [InlineData(Identity)]
    [InlineData("ada")]
    public void SignAndVerify_Package_NamesTheSigner(string identity)
    {
        File.WriteAllText(_package + ".prov", Sign(identity));

        var verification = ChartVerification.Verify(_package, _workspace.PathOf("public"), Now);

        Assert.Equal([Identity], verification.Identities);
        Assert.Equal(Convert.ToHexString(Key.Value.GetPublicKey().GetFingerprint()), verification.Fingerprint);
        Assert.Equal($"Signed by: {Identity}\nUsing Key With Fingerprint: {verification.Fingerprint}\nChart Hash Verified: {verification.Digest}\n", verification.ToString());
    }

    [Fact]
    public void Sign_Package_WritesHelmsText()
    {
        var lines = Sign("Ada").Split('\n');

        Assert.Equal(["-----BEGIN PGP SIGNED MESSAGE-----", "Hash: SHA512", "", "apiVersion: v2", "description: The web chart", "name: web", "version: 1.0.0", "", "...", "files:"], lines[..10]);
        Assert.StartsWith("  web-1.0.0.tgz: sha256:", lines[10], StringComparison.Ordinal);
        Assert.Equal("-----BEGIN PGP SIGNATURE-----", lines[11]);
    }

    [Fact]
    public void Verify_OtherPackage_IsRefused()
    {
        File.WriteAllText(_package + ".prov", Sign("ada"));
        File.WriteAllBytes(_package, ChartWorkspace.Package("web", "6.6.6"));

        Assert.StartsWith("sha256 sum does not match for web-1.0.0.tgz: \"sha256:", Verify().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ChangedProvenance_IsRefused()
    {
        File.WriteAllText(_package + ".prov", Sign("ada").Replace("The web chart", "The web chert", StringComparison.Ordinal));

        Assert.StartsWith("openpgp: invalid signature", Verify().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_KeyThatIsNotInTheRing_IsRefused()
    {
        File.WriteAllText(_package + ".prov", Sign("ada"));
        WriteRings(MakeKey("Eve", ""));

        Assert.Equal("openpgp: signature made by unknown entity", Verify().Message);
    }

    [Theory]
    [InlineData("nobody", Passphrase, "private key not found")]
    [InlineData("ada", "wrong", "openpgp: invalid data: private key checksum failure")]
    public void Sign_WithoutTheKey_SaysWhy(string identity, string passphrase, string message) =>
        Assert.Equal(message, Assert.Throws<ChartException>(() => Sign(identity, passphrase)).Message);

    [Fact]
    public void Sign_PublicKey_IsNotEnough() => Assert.Equal(
        "provided key is not a private key. Try providing a keyring with secret keys",
        Assert.Throws<ChartException>(() => ChartSigning.Sign(_package, Keyring.Load(_workspace.PathOf("public")), "ada", _ => "", Now)).Message);

    [Fact]
    public void Verify_FileThatIsNoKeyring_IsRefused()
    {
        File.WriteAllText(_package + ".prov", Sign("ada"));
        _workspace.WriteFile("public", "not a keyring");

        Assert.StartsWith("failed to load keyring: openpgp: invalid data: ", Verify().Message, StringComparison.Ordinal);
    }

    private string Sign(string identity, string passphrase = Passphrase) => ChartSigning.Sign(_package, Keyring.Load(_workspace.PathOf("secret")), identity, _ => passphrase, Now);

    private ChartException Verify() => Assert.Throws<ChartException>(() => ChartVerification.Verify(_package, _workspace.PathOf("public"), Now));

    private void WriteRings(PgpSecretKeyRing key)
    {
        File.WriteAllBytes(_workspace.PathOf("secret"), key.GetEncoded());
        File.WriteAllBytes(_workspace.PathOf("public"), key.GetPublicKey().GetEncoded());
    }

    private static PgpSecretKeyRing MakeKey(string identity, string passphrase)
    {
        var random = new SecureRandom();
        var rsa = new RsaKeyPairGenerator();
        rsa.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), random, 2048, 25));
        AsymmetricCipherKeyPair pair = rsa.GenerateKeyPair();
        var generator = new PgpKeyRingGenerator(
            PgpSignature.PositiveCertification,
            new PgpKeyPair(PublicKeyAlgorithmTag.RsaGeneral, pair, Now.UtcDateTime.AddDays(-1)),
            identity,
            passphrase.Length > 0 ? SymmetricKeyAlgorithmTag.Aes256 : SymmetricKeyAlgorithmTag.Null,
            passphrase.ToCharArray(),
            useSha1: true,
            null,
            null,
            random);
        return generator.GenerateSecretKeyRing();
    }
}
