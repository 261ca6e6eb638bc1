using System.Security.Cryptography;

namespace Sampan.Server.Storage.Encryption;

/// <summary>AES in cipher block chaining mode, as kube-apiserver's provider <c>aescbc</c>: initialization vector, padded ciphertext. It does not notice changes.</summary>
internal sealed class AesCbcKey(byte[] secret) : EncryptionKey
{
    private const int BlockLength = 16;

    public override byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        using var cipher = Aes.Create();
        cipher.Key = secret;
        var vector = RandomNumberGenerator.GetBytes(BlockLength);
        return [.. vector, .. cipher.EncryptCbc(plain, vector)];
    }

    public override byte[] Open(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context)
    {
        if (@sealed.Length < 2 * BlockLength || @sealed.Length % BlockLength != 0)
        {
            throw new CryptographicException("the stored data is no whole number of blocks");
        }

        using var cipher = Aes.Create();
        cipher.Key = secret;
        return cipher.DecryptCbc(@sealed[BlockLength..], @sealed[..BlockLength]);
    }
}
