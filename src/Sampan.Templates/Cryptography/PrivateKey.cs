using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.EdEC;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.Sec;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Sampan.Templates.Execution;

namespace Sampan.Templates.Cryptography;

/// <summary>Private keys: made, and written and read as the PEM blocks that Go's programs write.</summary>
internal static class PrivateKey
{
    private const string RsaLabel = "RSA PRIVATE KEY";
    private const string EllipticLabel = "EC PRIVATE KEY";
    private const string DsaLabel = "DSA PRIVATE KEY";
    private const string Pkcs8Label = "PRIVATE KEY";

    /// <summary>An RSA key of that many bits (a multiple of 128). Its two primes are searched for side by side, each with a stream of randomness of its own.</summary>
    public static AsymmetricCipherKeyPair GenerateRsa(FunctionContext context, int bits)
    {
        var (first, second) = (context.Random.Fork(), context.Random.Fork());
        System.Numerics.BigInteger p = default, q = default;
        Parallel.Invoke(() => p = PrimeSearch.Find(first, bits / 2), () => q = PrimeSearch.Find(second, bits / 2));
        return RsaPair(Convert(System.Numerics.BigInteger.Max(p, q)), Convert(System.Numerics.BigInteger.Min(p, q)));
    }

    private static AsymmetricCipherKeyPair RsaPair(BigInteger p, BigInteger q)
    {
        var (beforeP, beforeQ) = (p.Subtract(BigInteger.One), q.Subtract(BigInteger.One));
        var (modulus, exponent) = (p.Multiply(q), BigInteger.ValueOf(PrimeSearch.PublicExponent));
        var secret = exponent.ModInverse(beforeP.Multiply(beforeQ));
        return new AsymmetricCipherKeyPair(
            new RsaKeyParameters(false, modulus, exponent),
            new RsaPrivateCrtKeyParameters(modulus, exponent, secret, p, q, secret.Remainder(beforeP), secret.Remainder(beforeQ), q.ModInverse(p)));
    }

    private static BigInteger Convert(System.Numerics.BigInteger number) => new(1, number.ToByteArray(isUnsigned: true, isBigEndian: true));

    public static AsymmetricCipherKeyPair GenerateElliptic(FunctionContext context)
    {
        var generator = new ECKeyPairGenerator();
        generator.Init(new ECKeyGenerationParameters(SecObjectIdentifiers.SecP256r1, ContextRandom.Of(context.Random)));
        return generator.GenerateKeyPair();
    }

    public static AsymmetricCipherKeyPair GenerateEd25519(FunctionContext context)
    {
        var generator = new Ed25519KeyPairGenerator();
        generator.Init(new Ed25519KeyGenerationParameters(ContextRandom.Of(context.Random)));
        return generator.GenerateKeyPair();
    }

    public static AsymmetricCipherKeyPair GenerateDsa(FunctionContext context)
    {
        var random = ContextRandom.Of(context.Random);
        var parameters = new DsaParametersGenerator(new Org.BouncyCastle.Crypto.Digests.Sha256Digest());
        parameters.Init(new DsaParameterGenerationParameters(2048, 256, 80, random));
        var generator = new DsaKeyPairGenerator();
        generator.Init(new DsaKeyGenerationParameters(random, parameters.GenerateParameters()));
        return generator.GenerateKeyPair();
    }

    public static string Write(AsymmetricCipherKeyPair pair) => pair.Private switch
    {
        RsaPrivateCrtKeyParameters rsa => Pem.Write(RsaLabel, RsaStructure(rsa).GetDerEncoded()),
        ECPrivateKeyParameters elliptic => Pem.Write(EllipticLabel, EllipticStructure(elliptic, (ECPublicKeyParameters)pair.Public).GetDerEncoded()),
        DsaPrivateKeyParameters dsa => Pem.Write(DsaLabel, DsaStructure(dsa, (DsaPublicKeyParameters)pair.Public).GetDerEncoded()),
        Ed25519PrivateKeyParameters edwards => Pem.Write(Pkcs8Label, EdwardsStructure(edwards).GetDerEncoded()),
        _ => throw new FormatException("unknown private key type"),
    };

    /// <exception cref="FormatException">The text has no private key.</exception>
    public static AsymmetricKeyParameter Read(string text)
    {
        if (Pem.Read(text) is not var (label, content))
        {
            throw new FormatException("no PEM data in input");
        }

        var (kind, goType) = label switch
        {
            RsaLabel => ("RSA", "pkcs1PrivateKey"),
            EllipticLabel => ("EC", "ecPrivateKey"),
            DsaLabel => ("DSA", "dsaOpenssl"),
            Pkcs8Label => ("PKCS#8", "pkcs8"),
            _ => throw new FormatException($"invalid private key type {label}"),
        };
        if (DerHeader.SequenceError(content, goType) is { } error)
        {
            throw new FormatException($"parsing {kind} private key from PEM: {(label == EllipticLabel ? "x509: failed to parse EC private key: " : "")}{error}");
        }

        try
        {
            return label switch
            {
                RsaLabel => new RsaPrivateCrtKeyParameters(RsaPrivateKeyStructure.GetInstance(content)),
                EllipticLabel => ReadElliptic(content),
                DsaLabel => ReadDsa(content),
                _ => PrivateKeyFactory.CreateKey(content),
            };
        }
        catch (Exception exception) when (exception is ArgumentException or Asn1Exception or IOException or InvalidCastException or SecurityUtilityException or ArithmeticException)
        {
            throw new FormatException($"parsing {kind} private key from PEM: {exception.Message}", exception);
        }
    }

    /// <summary>The public half of a private key.</summary>
    public static AsymmetricKeyParameter PublicOf(AsymmetricKeyParameter key) => key switch
    {
        RsaPrivateCrtKeyParameters rsa => new RsaKeyParameters(false, rsa.Modulus, rsa.PublicExponent),
        ECPrivateKeyParameters elliptic => new ECPublicKeyParameters(elliptic.Parameters.G.Multiply(elliptic.D), elliptic.Parameters),
        Ed25519PrivateKeyParameters edwards => edwards.GeneratePublicKey(),
        DsaPrivateKeyParameters dsa => new DsaPublicKeyParameters(dsa.Parameters.G.ModPow(dsa.X, dsa.Parameters.P), dsa.Parameters),
        _ => throw new FormatException("unknown private key type"),
    };

    private static RsaPrivateKeyStructure RsaStructure(RsaPrivateCrtKeyParameters rsa) =>
        new(rsa.Modulus, rsa.PublicExponent, rsa.Exponent, rsa.P, rsa.Q, rsa.DP, rsa.DQ, rsa.QInv);

    private static ECPrivateKeyStructure EllipticStructure(ECPrivateKeyParameters key, ECPublicKeyParameters publicKey) =>
        new(256, key.D, new DerBitString(publicKey.Q.GetEncoded(false)), SecObjectIdentifiers.SecP256r1);

    private static PrivateKeyInfo EdwardsStructure(Ed25519PrivateKeyParameters key) =>
        new(new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519), new DerOctetString(key.GetEncoded()));

    private static DerSequence DsaStructure(DsaPrivateKeyParameters key, DsaPublicKeyParameters publicKey) => new(
        DerInteger.ValueOf(0),
        new DerInteger(key.Parameters.P),
        new DerInteger(key.Parameters.Q),
        new DerInteger(key.Parameters.G),
        new DerInteger(publicKey.Y),
        new DerInteger(key.X));

    private static ECPrivateKeyParameters ReadElliptic(byte[] content)
    {
        var structure = ECPrivateKeyStructure.GetInstance(content);
        var curve = DerObjectIdentifier.GetInstance(structure.Parameters);
        return new ECPrivateKeyParameters("EC", structure.GetKey(), curve);
    }

    private static DsaPrivateKeyParameters ReadDsa(byte[] content)
    {
        var sequence = Asn1Sequence.GetInstance(content);
        BigInteger At(int index) => DerInteger.GetInstance(sequence[index]).Value;
        return new DsaPrivateKeyParameters(At(5), new DsaParameters(At(1), At(2), At(3)));
    }
}
