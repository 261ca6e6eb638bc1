using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Sampan.Charts.Provenance;

/// <summary>A file of OpenPGP keys, public or secret, binary or armored.</summary>
public sealed class Keyring
{
    private readonly List<PgpPublicKeyRing> _publicKeys = [];
    private readonly List<PgpSecretKeyRing> _secretKeys = [];

    private Keyring()
    {
    }

    /// <summary>Reads a file; throws <see cref="ChartException"/> with Go's message.</summary>
    public static Keyring Load(string path)
    {
        var keyring = new Keyring();
        try
        {
            using var file = File.OpenRead(path);
            using var packets = PgpUtilities.GetDecoderStream(file);
            var isEmpty = file.Length == 0;
            foreach (var item in new PgpObjectFactory(packets).AllPgpObjects())
            {
                if (item is PgpPublicKeyRing publicKeys)
                {
                    keyring._publicKeys.Add(publicKeys);
                }
                else if (item is PgpSecretKeyRing secretKeys)
                {
                    keyring._secretKeys.Add(secretKeys);
                }
            }

            return isEmpty || keyring._publicKeys.Count + keyring._secretKeys.Count > 0 ? keyring : throw new PgpException("no keys in it");
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw new ChartException($"open {path}: {(exception is UnauthorizedAccessException ? "permission denied" : "no such file or directory")}", "give the keyring's path with --keyring", exception);
        }
        catch (Exception exception) when (exception is IOException or PgpException or ArgumentException)
        {
            throw new ChartException($"openpgp: invalid data: {exception.Message}", $"{path} is no keyring: export one with gpg --export", exception);
        }
    }

    /// <summary>The key that a signature names, and the signer whose key it is; null when the keyring has it not.</summary>
    internal (PgpPublicKey Key, PgpPublicKey Signer)? FindPublic(long id)
    {
        var rings = _publicKeys.Select(ring => ring.GetPublicKeys()).Concat(_secretKeys.Select(ring => ring.GetSecretKeys().Select(key => key.PublicKey)));
        foreach (var keys in rings.Select(keys => keys.ToList()))
        {
            if (keys.Find(key => key.KeyId == id) is { } key)
            {
                return (key, keys.Find(candidate => candidate.IsMasterKey) ?? key);
            }
        }

        return null;
    }

    /// <summary>
    /// The secret key of the identity that a text names, whole or in part. Throws <see cref="ChartException"/> with Helm's
    /// message when there is none, when it is not secret, and when several match in part.
    /// </summary>
    internal PgpSecretKey FindSecret(string identity)
    {
        var keys = _secretKeys.Select(ring => (Names: Names(ring.GetPublicKey()), Key: (PgpSecretKey?)ring.GetSecretKey()))
            .Concat(_publicKeys.Select(ring => (Names: Names(ring.GetPublicKey()), Key: (PgpSecretKey?)null)))
            .ToList();
        var whole = keys.FindAll(key => key.Names.Contains(identity));
        var part = keys.FindAll(key => key.Names.Any(name => name.Contains(identity, StringComparison.Ordinal)));
        if (whole.Count == 0 && part.Count > 1)
        {
            throw new ChartException($"more than one key contain the id \"{identity}\"", "name the identity whole with --key");
        }

        return (whole.Count > 0 ? whole : part) switch
        {
            [] => throw new ChartException("private key not found", "check the identity that --key names and the keyring's path"),
            [(_, null), ..] => throw new ChartException("provided key is not a private key. Try providing a keyring with secret keys"),
            [(_, { } key), ..] => key,
        };
    }

    /// <summary>The identities of a key.</summary>
    internal static IReadOnlyList<string> Names(PgpPublicKey key) => [.. key.GetUserIds()];
}
