using System.Security.Cryptography;

namespace Sampan.Templates.Execution;

/// <summary>Randomness for templates: the system's, or the reproducible stream that a seed begins (SHA-256 in counter mode).</summary>
public sealed class RandomSource
{
    private readonly byte[]? _key;
    private byte[] _block = [];
    private int _used;
    private long _counter;

    /// <param name="seed">Begins the reproducible stream; null: the system's randomness.</param>
    public RandomSource(string? seed)
        : this(seed is null ? null : SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seed)))
    {
    }

    private RandomSource(byte[]? key) => _key = key;

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

    /// <summary>Another source, reproducible where this one is, that can be used at the same time.</summary>
    public RandomSource Fork()
    {
        if (_key is null)
        {
            return new RandomSource((byte[]?)null);
        }

        var key = new byte[SHA256.HashSizeInBytes];
        Fill(key);
        return new RandomSource(key);
    }
}
