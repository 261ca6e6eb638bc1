using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Sampan.Server.Storage.Encryption;

/// <summary>NaCl's secretbox (XSalsa20 and Poly1305), as kube-apiserver's provider <c>secretbox</c>: nonce, tag, ciphertext.</summary>
internal sealed class SecretBoxKey(byte[] secret) : EncryptionKey
{
    private const int NonceLength = 24;
    private const int TagLength = 16;
    private const int TagKeyLength = 32;

    public override byte[] Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var (cipher, tagKey) = Start(nonce);
        var text = new byte[plain.Length];
        cipher.ProcessBytes(plain, text);
        return [.. nonce, .. Tag(tagKey, text), .. text];
    }

    public override byte[] Open(ReadOnlySpan<byte> @sealed, ReadOnlySpan<byte> context)
    {
        if (@sealed.Length < NonceLength + TagLength)
        {
            throw new CryptographicException("the stored data is too short");
        }

        var (cipher, tagKey) = Start(@sealed[..NonceLength].ToArray());
        var text = @sealed[(NonceLength + TagLength)..];
        if (!CryptographicOperations.FixedTimeEquals(Tag(tagKey, text), @sealed.Slice(NonceLength, TagLength)))
        {
            throw new CryptographicException("the stored data does not belong to the key");
        }

        var plain = new byte[text.Length];
        cipher.ProcessBytes(text, plain);
        return plain;
    }

    // The first bytes of the key stream are the key of the tag.
    private (XSalsa20Engine Cipher, byte[] TagKey) Start(byte[] nonce)
    {
        var cipher = new XSalsa20Engine();
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(secret), nonce));
        var tagKey = new byte[TagKeyLength];
        cipher.ProcessBytes(tagKey, tagKey);
        return (cipher, tagKey);
    }

    private static byte[] Tag(byte[] key, ReadOnlySpan<byte> text)
    {
        var code = new Poly1305();
        code.Init(new KeyParameter(key));
        code.BlockUpdate(text);
        var tag = new byte[TagLength];
        code.DoFinal(tag, 0);
        return tag;
    }
}
