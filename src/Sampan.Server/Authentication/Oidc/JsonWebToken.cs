using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>A signed JSON Web Token (RFC 7519) taken apart; nothing of it is proved yet.</summary>
/// <param name="Algorithm">How it says it is signed.</param>
/// <param name="KeyId">Which key it says has signed it, perhaps empty.</param>
/// <param name="Claims">What it says.</param>
/// <param name="Content">What is signed.</param>
/// <param name="Signature">The signature.</param>
internal sealed record JsonWebToken(string Algorithm, string KeyId, JsonElement Claims, byte[] Content, byte[] Signature)
{
    /// <summary>Takes a token apart; null for what is none.</summary>
    public static JsonWebToken? Parse(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var header = JsonElement.Parse(Base64Url.DecodeFromChars(parts[0]));
            var claims = JsonElement.Parse(Base64Url.DecodeFromChars(parts[1]));
            return new JsonWebToken(header.StringOrEmpty("alg"), header.StringOrEmpty("kid"), claims, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
