using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Sampan.Charts.Downloads;
using Sampan.Charts.Text;

namespace Sampan.Charts.Provenance;

/// <summary>Checks packages against their provenance files (<c>.prov</c>): who signed, and that the package is the one that was signed.</summary>
public static class ChartVerification
{
    /// <summary>Checks the package at a path against the provenance file beside it; throws <see cref="ChartException"/> with Helm's message.</summary>
    /// <param name="path">The package.</param>
    /// <param name="keyringPath">The file of public keys that are trusted.</param>
    /// <param name="now">The time at which keys have to be valid.</param>
    public static Verification Verify(string path, string keyringPath, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Directory.Exists(path))
        {
            throw new ChartException("unpacked charts cannot be verified");
        }

        RequireFile(path, "");
        if (!Path.GetExtension(path).Equals(".tgz", StringComparison.OrdinalIgnoreCase))
        {
            throw new ChartException("chart must be a tgz file");
        }

        var provenance = path + ".prov";
        RequireFile(provenance, $"could not load provenance file {provenance}: ");
        var keyring = LoadKeyring(keyringPath);
        return Verify(Path.GetFileName(path), File.ReadAllBytes(path), File.ReadAllText(provenance), keyring, now);
    }

    /// <summary>Checks a package in memory; <paramref name="name"/> is its file name, which the provenance has to name.</summary>
    internal static Verification Verify(string name, ReadOnlySpan<byte> package, string provenance, Keyring keyring, DateTimeOffset now)
    {
        var message = ClearSignedText.Parse(provenance) ?? throw new ChartException("failed to decode signature: signature block not found");
        var signer = VerifySignature(message, keyring, now);
        var digest = $"sha256:{ContentDigest.Of(package)}";
        var stated = ProvenanceText.Digest(message.Text, name) ?? throw new ChartException($"provenance does not contain a SHA for a file named {GoText.Quote(name)}");
        return stated == digest
            ? new Verification(Keyring.Names(signer), Convert.ToHexString(signer.GetFingerprint()), digest)
            : throw new ChartException($"sha256 sum does not match for {name}: {GoText.Quote(stated)} != {GoText.Quote(digest)}", "the package is not the one that was signed: fetch it again from a source that you trust");
    }

    internal static Keyring LoadKeyring(string path)
    {
        try
        {
            return Keyring.Load(path);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"failed to load keyring: {exception.Message}", exception.Hint, exception);
        }
    }

    private static PgpPublicKey VerifySignature(ClearSignedText message, Keyring keyring, DateTimeOffset now)
    {
        var signatures = ReadSignatures(message.Signature);
        foreach (var signature in signatures)
        {
            if (keyring.FindPublic(signature.KeyId) is not { } found)
            {
                continue;
            }

            signature.InitVerify(found.Key);
            signature.Update(ClearSignedText.Canonical(message.Text));
            if (!signature.Verify())
            {
                throw new ChartException("openpgp: invalid signature: hash tag doesn't match", "the provenance file was changed after it was signed");
            }

            var lifetime = found.Key.GetValidSeconds();
            return lifetime == 0 || found.Key.CreationTime.AddSeconds(lifetime) > now.UtcDateTime ? found.Signer : throw new ChartException("openpgp: key expired");
        }

        throw new ChartException("openpgp: signature made by unknown entity", "give the keyring that has the signer's public key with --keyring");
    }

    private static List<PgpSignature> ReadSignatures(string armored)
    {
        try
        {
            using var armor = new ArmoredInputStream(new MemoryStream(Encoding.ASCII.GetBytes(armored)));
            return new PgpObjectFactory(armor).NextPgpObject() is PgpSignatureList list ? [.. Enumerable.Range(0, list.Count).Select(i => list[i])] : [];
        }
        catch (Exception exception) when (exception is IOException or PgpException)
        {
            throw new ChartException("failed to decode signature: signature block not found", cause: exception);
        }
    }

    private static void RequireFile(string path, string context)
    {
        if (!File.Exists(path))
        {
            throw new ChartException($"{context}stat {path}: no such file or directory");
        }
    }
}
