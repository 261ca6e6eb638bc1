using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using Org.BouncyCastle.Security;
using Sampan.Charts.Loading;

namespace Sampan.Charts.Provenance;

/// <summary>Signs packages with OpenPGP keys: makes their provenance files.</summary>
public static class ChartSigning
{
    private const string Hash = "SHA512";

    /// <summary>The text of the provenance file of the package at a path; throws <see cref="ChartException"/> with Helm's message.</summary>
    /// <param name="path">The package.</param>
    /// <param name="keyring">The keyring with the secret key.</param>
    /// <param name="identity">Whose key signs: its identity, whole or in part.</param>
    /// <param name="passphrase">Asked, with the key's identity, when the key is locked.</param>
    /// <param name="now">The signature's time.</param>
    public static string Sign(string path, Keyring keyring, string identity, Func<string, string> passphrase, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(keyring);
        ArgumentNullException.ThrowIfNull(passphrase);
        var key = keyring.FindSecret(identity);
        var unlocked = Unlock(key, passphrase);
        var text = ProvenanceText.Of(ChartLoader.Load(path).Metadata, Path.GetFileName(path), File.ReadAllBytes(path));

        var generator = new PgpSignatureGenerator(key.PublicKey.Algorithm, HashAlgorithmTag.Sha512);
        generator.InitSign(PgpSignature.CanonicalTextDocument, unlocked, new SecureRandom());
        var packets = new PgpSignatureSubpacketGenerator();
        packets.SetSignatureCreationTime(isCritical: false, now.UtcDateTime);
        packets.SetIssuerKeyID(isCritical: false, key.KeyId);
        generator.SetHashedSubpackets(packets.Generate());
        generator.Update(ClearSignedText.Canonical(text.TrimEnd('\n')));
        return new ClearSignedText(text.TrimEnd('\n'), Armor(generator.Generate())).Write(Hash);
    }

    private static PgpPrivateKey Unlock(PgpSecretKey key, Func<string, string> passphrase)
    {
        var isLocked = key.KeyEncryptionAlgorithm != SymmetricKeyAlgorithmTag.Null;
        try
        {
            return key.ExtractPrivateKeyUtf8(isLocked ? passphrase(key.UserIds.FirstOrDefault() ?? "Unknown").ToCharArray() : null);
        }
        catch (PgpException exception)
        {
            throw new ChartException("openpgp: invalid data: private key checksum failure", "the passphrase is wrong", exception);
        }
    }

    private static string Armor(PgpSignature signature)
    {
        using var output = new MemoryStream();
        using (var armor = new ArmoredOutputStream(output, addVersionHeader: false))
        {
            signature.Encode(armor);
        }

        return Encoding.ASCII.GetString(output.ToArray()).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }
}
