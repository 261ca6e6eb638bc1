namespace Sampan.Charts.Provenance;

/// <summary>A package whose provenance holds.</summary>
/// <param name="Identities">Who signed it.</param>
/// <param name="Fingerprint">The signer's key, in upper-case hexadecimal.</param>
/// <param name="Digest"><c>sha256:…</c> of the package.</param>
public sealed record Verification(IReadOnlyList<string> Identities, string Fingerprint, string Digest)
{
    /// <summary>What Helm prints of it.</summary>
    public override string ToString() =>
        $"{string.Concat(Identities.Select(identity => $"Signed by: {identity}\n"))}Using Key With Fingerprint: {Fingerprint}\nChart Hash Verified: {Digest}\n";
}
