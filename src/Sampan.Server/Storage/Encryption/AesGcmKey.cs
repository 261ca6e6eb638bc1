using System.Security.Cryptography;

namespace Sampan.Server.Storage.Encryption;

/// <summary>AES in Galois/counter mode, as kube-apiserver's provider <c>aesgcm</c>: nonce, ciphertext, tag; bound to the storage key.</summary>
internal sealed class AesGcmKey(byte[] secret) : EncryptionKey
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public override byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var result = new byte[NonceLength + plain.Length + TagLength];
        var nonce = result.AsSpan(0, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(secret, TagLength);
        cipher.Encrypt(nonce, plain, result.AsSpan(NonceLength, plain.Length), result.AsSpan(NonceLength + plain.Length), context);
        return result;
    }

    public override byte[] Open(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context)
    {
        if (@sealed.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("the stored data is too short");
        }

        var plain = new byte[@sealed.Length - NonceLength - TagLength];
        using var cipher = new AesGcm(secret, TagLength);
        cipher.Decrypt(@sealed[..NonceLength], @sealed.Slice(NonceLength, plain.Length), @sealed[^TagLength..], plain, context);
        return plain;
    }
}
