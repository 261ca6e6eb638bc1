using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Sampan.Fleet.Overrides;

/// <summary>
/// A container image's name in parts: <c>[registry/]repository[:tag | @digest]</c>, by the grammar of the distribution
/// project. A name with both keeps the tag only, as upstream.
/// </summary>
internal sealed partial record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    private const int LongestRepository = 255;
    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>The tag, or where there is none the digest; empty where there is neither.</summary>
    public string TagOrDigest => Tag.Length > 0 ? Tag : Digest;

    /// <summary>Splits an image's name; false if it is none.</summary>
    public static bool TryParse(string image, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = null;
        var match = Pattern().Match(image);
        if (!match.Success || match.Groups["name"].Length > LongestRepository)
        {
            return false;
        }

        var name = match.Groups["name"].Value;
        var tag = match.Groups["tag"].Value;
        var digest = match.Groups["digest"].Value;
        if (digest.Length > 0 && !IsKnownDigest(digest))
        {
            return false;
        }

        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var hasRegistry = first == "localhost" || first.AsSpan().ContainsAny('.', ':');
        reference = new ImageReference(hasRegistry ? first : "", hasRegistry ? name[(slash + 1)..] : name, tag, tag.Length > 0 ? "" : digest);
        return true;
    }

    /// <summary>The reference with another tag or digest, whichever the text is; unchanged where it is neither.</summary>
    public ImageReference WithTagOrDigest(string text) =>
        AnchoredTag().IsMatch(text) ? this with { Tag = text, Digest = "" }
        : AnchoredDigest().IsMatch(text) ? this with { Tag = "", Digest = text }
        : this;

    /// <summary>The reference without its tag or digest.</summary>
    public ImageReference WithoutTagOrDigest() => this with { Tag = "", Digest = "" };

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = Registry.Length > 0 ? $"{Registry}/{Repository}" : Repository;
        return Tag.Length > 0 ? $"{name}:{Tag}" : Digest.Length > 0 ? $"{name}@{Digest}" : name;
    }

    private static bool IsKnownDigest(string digest)
    {
        var colon = digest.IndexOf(':', StringComparison.Ordinal);
        var hex = digest.AsSpan(colon + 1);
        int? length = digest[..colon] switch
        {
            "sha256" => 64,
            "sha384" => 96,
            "sha512" => 128,
            _ => null,
        };
        return hex.Length == length && !hex.ContainsAnyExcept(LowerHex);
    }

    private const string TagText = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    private const string DigestText = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,}";
    private const string HostLabel = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
    private const string Host = $@"(?:{HostLabel}(?:\.{HostLabel})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?";
    private const string PathPart = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private const string Name = $"(?:{Host}/)?{PathPart}(?:/{PathPart})*";

    [GeneratedRegex($@"\A(?<name>{Name})(?::(?<tag>{TagText}))?(?:@(?<digest>{DigestText}))?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();

    [GeneratedRegex($@"\A{TagText}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnchoredTag();

    [GeneratedRegex($@"\A{DigestText}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AnchoredDigest();
}
