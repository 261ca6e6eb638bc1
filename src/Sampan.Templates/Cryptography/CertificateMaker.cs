using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.X509;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Cryptography;

/// <summary>Makes X.509 certificates for servers, clients and authorities, valid from now for a number of days.</summary>
internal static class CertificateMaker
{
    private const int SerialBytes = 16;

    /// <param name="context">Gives the time and the randomness.</param>
    /// <param name="name">The subject's common name.</param>
    /// <param name="names">The alternative names, IP addresses and DNS names.</param>
    /// <param name="days">How long it is valid; may be negative.</param>
    /// <param name="key">The subject's private key.</param>
    /// <param name="issuer">Who signs; null: the subject itself.</param>
    /// <param name="isAuthority">Whether the certificate may sign others.</param>
    public static string Make(
        FunctionContext context,
        string name,
        IReadOnlyList<GeneralName> names,
        long days,
        AsymmetricKeyParameter key,
        (X509Certificate Certificate, AsymmetricKeyParameter Key)? issuer,
        bool isAuthority)
    {
        var now = context.Options.Clock.GetUtcNow().UtcDateTime;
        var subject = new X509Name($"CN={Escape(name)}");
        var generator = new X509V3CertificateGenerator();
        generator.SetSerialNumber(new BigInteger(SerialBytes * 8 - 1, ContextRandom.Of(context.Random)).SetBit(SerialBytes * 8 - 2));
        generator.SetSubjectDN(subject);
        generator.SetIssuerDN(issuer?.Certificate.SubjectDN ?? subject);
        generator.SetNotBefore(now);
        generator.SetNotAfter(now.AddDays(Math.Clamp(days, -700_000, 2_900_000)));
        generator.SetPublicKey(PrivateKey.PublicOf(key));
        var usage = KeyUsage.DigitalSignature | KeyUsage.KeyEncipherment | (isAuthority ? KeyUsage.KeyCertSign : 0);
        generator.AddExtension(X509Extensions.KeyUsage, critical: true, new KeyUsage(usage));
        generator.AddExtension(X509Extensions.ExtendedKeyUsage, critical: false, new ExtendedKeyUsage(KeyPurposeID.id_kp_serverAuth, KeyPurposeID.id_kp_clientAuth));
        generator.AddExtension(X509Extensions.BasicConstraints, critical: true, new BasicConstraints(isAuthority));
        if (names.Count > 0)
        {
            generator.AddExtension(X509Extensions.SubjectAlternativeName, critical: false, new GeneralNames([.. names]));
        }

        var signer = issuer?.Key ?? key;
        var certificate = generator.Generate(SignatureFactory(signer, context));
        return Pem.Write("CERTIFICATE", certificate.GetEncoded());
    }

    private static ISignatureFactory SignatureFactory(AsymmetricKeyParameter key, FunctionContext context) =>
        key is RsaPrivateCrtKeyParameters rsa ? new RsaSignatureFactory(rsa) : new Asn1SignatureFactory(Algorithm(key), key, ContextRandom.Of(context.Random));

    private static string Algorithm(AsymmetricKeyParameter key) => key switch
    {
        ECPrivateKeyParameters => "SHA256WITHECDSA",
        Ed25519PrivateKeyParameters => "Ed25519",
        _ => "SHA256WITHDSA",
    };

    private static string Escape(string name) =>
        string.Concat(name.Select(c => ",+\"\\<>;=#".Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString()));
}
