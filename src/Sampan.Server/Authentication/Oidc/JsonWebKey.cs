using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>A public key of a JSON Web Key Set (RFC 7517).</summary>
/// <param name="Id">Its name, perhaps empty.</param>
/// <param name="Key">RSA or an elliptic curve's.</param>
internal sealed record JsonWebKey(string Id, AsymmetricAlgorithm Key)
{
    /// <summary>Reads a key; null for one of another kind or use, or a malformed one.</summary>
    public static JsonWebKey? Of(JsonElement entry)
    {
        if (entry.StringOrEmpty("use") is not ("" or "sig"))
        {
            return null;
        }

        try
        {
            AsymmetricAlgorithm? key = entry.StringOrEmpty("kty") switch
            {
                "RSA" => RSA.Create(new RSAParameters { Modulus = Bytes(entry, "n"), Exponent = Bytes(entry, "e") }),
                "EC" => ECDsa.Create(new ECParameters { Curve = Curve(entry.StringOrEmpty("crv")), Q = new ECPoint { X = Bytes(entry, "x"), Y = Bytes(entry, "y") } }),
                _ => null,
            };
            return key is null ? null : new JsonWebKey(entry.StringOrEmpty("kid"), key);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonElement entry, string name) => Base64Url.DecodeFromChars(entry.StringOrEmpty(name));

    private static ECCurve Curve(string name) => name switch
    {
        "P-256" => ECCurve.NamedCurves.nistP256,
        "P-384" => ECCurve.NamedCurves.nistP384,
        "P-521" => ECCurve.NamedCurves.nistP521,
        _ => throw new CryptographicException($"unknown curve \"{name}\""),
    };
}
