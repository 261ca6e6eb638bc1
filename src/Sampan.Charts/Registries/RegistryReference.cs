using System.Text.RegularExpressions;
using Sampan.Charts.Repositories;
using Sampan.Charts.Text;

namespace Sampan.Charts.Registries;

/// <summary>A chart in a registry: <c>host[:port]/path/name[:tag][@digest]</c>, <c>oci://</c> in front or not.</summary>
/// <param name="Registry">The host, with its port where one is given.</param>
/// <param name="Repository">The path below the host; its last part is the chart's name.</param>
/// <param name="Tag">The version as registries write it, <c>_</c> for <c>+</c>; empty when there is none.</param>
/// <param name="Digest"><c>sha256:…</c>; empty when there is none.</param>
public sealed partial record RegistryReference(string Registry, string Repository, string Tag, string Digest)
{
    /// <summary>What requests name: the digest, else the tag.</summary>
    internal string Target => Digest.Length > 0 ? Digest : Tag;

    /// <summary>Reads a reference; throws <see cref="ChartException"/>.</summary>
    public static RegistryReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rest = RepositoryAddress.IsRegistry(text) ? text[RepositoryAddress.RegistryPrefix.Length..] : text;
        var at = rest.LastIndexOf('@');
        var digest = at < 0 ? "" : rest[(at + 1)..];
        rest = at < 0 ? rest : rest[..at];
        var slash = rest.IndexOf('/');
        if (slash <= 0 || slash == rest.Length - 1)
        {
            throw Invalid("missing registry or repository");
        }

        var colon = rest.LastIndexOf(':');
        var tag = colon > slash ? TagOf(rest[(colon + 1)..]) : "";
        var repository = colon > slash ? rest[(slash + 1)..colon] : rest[(slash + 1)..];
        return !HostForm().IsMatch(rest[..slash]) ? throw Invalid($"invalid registry {GoText.Quote(rest[..slash])}")
            : !RepositoryForm().IsMatch(repository) ? throw Invalid($"invalid repository {GoText.Quote(repository)}")
            : tag.Length > 0 && !TagForm().IsMatch(tag) ? throw Invalid($"invalid tag {GoText.Quote(tag)}")
            : digest.Length > 0 && !DigestForm().IsMatch(digest) ? throw Invalid($"invalid digest {GoText.Quote(digest)}")
            : new RegistryReference(rest[..slash], repository, tag, digest);
    }

    /// <summary>The tag of a version: registries allow no plus.</summary>
    public static string TagOf(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Replace('+', '_');
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Registry}/{Repository}{(Tag.Length > 0 ? ":" + Tag : "")}{(Digest.Length > 0 ? "@" + Digest : "")}";

    private static ChartException Invalid(string reason) => new($"invalid reference: {reason}", "write it as oci://host/path/chart, with :version at its end if need be");

    [GeneratedRegex(@"^[a-zA-Z0-9.\-]+(:[0-9]{1,5})?\z|^\[[0-9a-fA-F:]+\](:[0-9]{1,5})?\z")]
    private static partial Regex HostForm();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:[._]|__|[-]*)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|[-]*)[a-z0-9]+)*)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"^[\w][\w.-]{0,127}\z", RegexOptions.ECMAScript)]
    private static partial Regex TagForm();

    [GeneratedRegex(@"^sha256:[a-f0-9]{64}\z")]
    private static partial Regex DigestForm();
}
