using System.Security.Cryptography;

namespace Sampan.Charts.Downloads;

/// <summary>SHA-256 digests of content, in lower-case hexadecimal.</summary>
internal static class ContentDigest
{
    private const string Prefix = "sha256:";

    /// <summary>The digest of some bytes.</summary>
    public static string Of(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>The digest that a text states, with or without <c>sha256:</c>; null when it states none that can be checked.</summary>
    public static string? Stated(string text)
    {
        var digest = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text;
        return digest.Length == SHA256.HashSizeInBytes * 2 && digest.All(char.IsAsciiHexDigit) ? digest.ToLowerInvariant() : null;
    }
}
