namespace Sampan.Server.Storage.Encryption;

/// <summary>A named key of one cipher.</summary>
internal abstract class EncryptionKey
{
    /// <summary>What comes before what this key has sealed: <c>k8s:enc:CIPHER:v1:NAME:</c>.</summary>
    public required string Prefix { get; init; }

    /// <summary>Encrypts with a fresh nonce.</summary>
    /// <param name="plain">What is to be sealed.</param>
    /// <param name="context">Where it is stored, which it is bound to if the cipher can do that.</param>
    public abstract byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context);

    /// <summary>Decrypts what <see cref="Seal"/> gave.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed with another key, for another place, or was changed.</exception>
    public abstract byte[] Open(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context);
}
