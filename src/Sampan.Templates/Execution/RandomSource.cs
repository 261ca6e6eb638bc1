using System.Security.Cryptography;

namespace Sampan.Templates.Execution;

/// <summary>Randomness for templates: the system's, or the reproducible stream that a seed begins (SHA-256 in counter mode).</summary>
public sealed class RandomSource(string? seed)
{
    private readonly byte[]? _key = seed is null ? null : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed));
    private byte[] _block = [];
    private int _used;
    private long _counter;

    /// <summary>Fills the bytes.</summary>
    public void Fill(Span<byte> bytes)
    {
        if (_key is null)
        {
            RandomNumberGenerator.Fill(bytes);
            return;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            if (_used == _block.Length)
            {
                _block = HMACSHA256.HashData(_key, BitConverter.GetBytes(_counter++));
                _used = 0;
            }

            bytes[i] = _block[_used++];
        }
    }

    /// <summary>A number from 0 up to, not including, the limit.</summary>
    public int Below(int limit)
    {
        Span<byte> bytes = stackalloc byte[8];
        Fill(bytes);
        return (int)(BitConverter.ToUInt64(bytes) % (ulong)limit);
    }
}
