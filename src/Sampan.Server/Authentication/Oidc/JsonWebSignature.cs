using System.Security.Cryptography;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>The signature algorithms of JSON Web Tokens (RFC 7518) that an issuer may use.</summary>
internal static class JsonWebSignature
{
    public static readonly IReadOnlyList<string> Algorithms = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"];

    /// <summary>Whether a key has signed the content with an algorithm. A key of another kind has not.</summary>
    public static bool Verify(AsymmetricAlgorithm key, string algorithm, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        var hash = algorithm[2..] switch
        {
            "256" => HashAlgorithmName.SHA256,
            "384" => HashAlgorithmName.SHA384,
            _ => HashAlgorithmName.SHA512,
        };
        return (algorithm[..2], key) switch
        {
            ("RS", RSA rsa) => rsa.VerifyData(content, signature, hash, RSASignaturePadding.Pkcs1),
            ("PS", RSA rsa) => rsa.VerifyData(content, signature, hash, RSASignaturePadding.Pss),
            ("ES", ECDsa curve) => curve.VerifyData(content, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
            _ => false,
        };
    }
}
