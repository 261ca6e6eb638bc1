using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using Sampan.Charts.Packaging;
using Sampan.Charts.Provenance;
using Sampan.Charts.Registries;
using Sampan.Charts.Repositories;
using Sampan.Charts.Tests.Servers;

namespace Sampan.Charts.Tests.Downloads;

/// <summary>Whatever a server sends, there is a result or one error that says what is wrong.</summary>
public sealed class MalformedInputTests
{
    private static readonly byte[] Package = ChartWorkspace.Package("web", "1.0.0");

    [Fact]
    public void Index_Mutated_IsReadOrRefused() =>
        Mutations(Encoding.UTF8.GetString(ChartWorkspace.Index(("web", "1.0.0", Package), ("db", "2.0.0-rc.1", Package)))).Sample(text =>
            IsReadOrRefused(() => RepositoryIndexReader.Read(text, "i", static _ => { }).Has("web", "*")));

    [Fact]
    public void Manifest_Mutated_IsReadOrRefused() =>
        Mutations("""{"schemaVersion":2,"config":{"mediaType":"application/vnd.cncf.helm.config.v1+json","digest":"sha256:00","size":1},"layers":[{"mediaType":"a","digest":"b","size":2}]}""").Sample(text =>
            IsReadOrRefused(() => ChartManifest.Read(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Provenance_Mutated_IsReadOrRefused() =>
        Mutations("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nname: web\n\n...\nfiles:\n  web.tgz: sha256:00\n-----BEGIN PGP SIGNATURE-----\n\nwsBcBAEBCgAQBQJcoosfCRCEO7+YH8GHYgAA220=\n=k9Y9\n-----END PGP SIGNATURE-----\n").Sample(text =>
            IsReadOrRefused(() => ProvenanceText.Digest(ClearSignedText.Parse(text)?.Text ?? "", "web.tgz")));

    [Fact]
    public void Package_Mutated_IsUnpackedOrRefused() =>
        Gen.Select(Gen.Int[0, Package.Length - 1], Gen.Byte).Sample((position, value) =>
        {
            byte[] package = [.. Package];
            package[position] = value;
            using var workspace = new ChartWorkspace();
            return IsReadOrRefused(() => ChartExtraction.Extract(package, workspace.Folder));
        });

    [Fact]
    public void Reference_AnyText_IsReadOrRefused() =>
        Gen.OneOf(Gen.String, Mutations("oci://host:5000/charts/web:1.0.0+b1@sha256:00")).Sample(text =>
            IsReadOrRefused(() => RegistryReference.Parse(text)));

    [Fact]
    public void Challenge_AnyParameters_AreRead() =>
        Mutations("realm=\"https://host/token\",service=\"registry\",scope=\"repository:a:pull,push\"").Sample(text =>
        {
            using var response = new HttpResponseMessage();
            if (AuthenticationHeaderValue.TryParse($"Bearer {text.ReplaceLineEndings("")}", out var challenge))
            {
                response.Headers.WwwAuthenticate.Add(challenge);
            }

            return AuthenticationChallenge.Of(response.Headers) is null or { IsBearer: true };
        });

    private static bool IsReadOrRefused(Action read)
    {
        try
        {
            read();
        }
        catch (ChartException exception)
        {
            return exception.Message.Length > 0;
        }

        return true;
    }

    /// <summary>The text with some of it replaced, doubled or left out.</summary>
    private static Gen<string> Mutations(string text) =>
        Gen.Select(Gen.Int[0, text.Length], Gen.Int[0, 8], Gen.String[0, 4]).Array[1, 4].Select(changes => changes.Aggregate(text, (current, change) =>
        {
            var (position, length, inserted) = change;
            var start = Math.Min(position, current.Length);
            return string.Concat(current.AsSpan(0, start), inserted, current.AsSpan(Math.Min(start + length, current.Length)));
        }));
}
