using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Sampan.Server.Storage.Encryption;

/// <summary>Turns objects into what is stored of them, and back.</summary>
internal sealed class ValueEncryption(EncryptionConfiguration? configuration)
{
    private static readonly byte[] AnyPrefix = "k8s:enc:"u8.ToArray();
    private static readonly IReadOnlyList<EncryptionKey?> AsIs = [null];
    private readonly ConcurrentDictionary<string, IReadOnlyList<EncryptionKey?>> _keys = new(StringComparer.Ordinal);

    /// <summary>Whether anything is encrypted.</summary>
    public bool IsConfigured => configuration is not null;

    /// <summary>What is stored of an object.</summary>
    public byte[] Write(StoreKey key, byte[] json) =>
        Keys(key)[0] is { } own ? [.. Encoding.UTF8.GetBytes(own.Prefix), .. own.Seal(json, Context(key))] : json;

    /// <summary>The object of what is stored, and whether the first key would store it otherwise.</summary>
    /// <exception cref="InvalidDataException">No provider reads it.</exception>
    public (byte[] Json, bool IsStale) Read(StoreKey key, byte[] stored)
    {
        var keys = Keys(key);
        if (!stored.AsSpan().StartsWith(AnyPrefix))
        {
            return keys.Contains(null)
                ? (stored, keys[0] is not null)
                : throw new InvalidDataException($"{key} is stored as it is, and no identity provider reads it: add \"identity: {{}}\" to its providers until everything is encrypted");
        }

        foreach (var candidate in keys.OfType<EncryptionKey>())
        {
            var prefix = Encoding.UTF8.GetBytes(candidate.Prefix);
            if (stored.AsSpan().StartsWith(prefix))
            {
                return (Open(key, candidate, stored.AsSpan(prefix.Length)), candidate != keys[0]);
            }
        }

        var name = Encoding.UTF8.GetString(stored.AsSpan(0, Math.Min(stored.Length, 80))).Split(':');
        throw new InvalidDataException($"{key} is encrypted with {string.Join(':', name.Take(5))}, which no provider reads: give its key with --encryption-provider-config");
    }

    private static byte[] Open(StoreKey key, EncryptionKey with, ReadOnlySpan<byte> @sealed)
    {
        try
        {
            return with.Open(@sealed, Context(key));
        }
        catch (CryptographicException exception)
        {
            throw new InvalidDataException($"{key} cannot be decrypted with {with.Prefix.TrimEnd(':')}: the key's secret is another, or the stored data were changed ({exception.Message})", exception);
        }
    }

    private IReadOnlyList<EncryptionKey?> Keys(StoreKey key) => configuration is null
        ? AsIs
        : _keys.GetOrAdd(key.Collection, collection => configuration.Rules.FirstOrDefault(rule => rule.Covers(collection))?.Keys ?? AsIs);

    private static byte[] Context(StoreKey key) => Encoding.UTF8.GetBytes(key.ToString());
}
