using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Errors;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Registry;

/// <summary>Where the next page of a list starts, in the shape of apiserver/pkg/storage's tokens.</summary>
/// <param name="Revision">The snapshot that the pages are of; -1: the newest.</param>
/// <param name="Start">The first key of the page, relative to what is listed.</param>
internal readonly record struct ContinueToken(long Revision, string Start)
{
    private const string Version = "meta.k8s.io/v1";

    public string Encode()
    {
        var json = new JsonObject { ["v"] = Version, ["rv"] = Revision, ["start"] = Start }.ToUtf8Bytes();
        return Convert.ToBase64String(json).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    /// <summary>Reads a token; 400 with Kubernetes' words if it is none.</summary>
    public static ContinueToken Decode(string text)
    {
        JsonElement token;
        try
        {
            token = JsonElement.Parse(Base64(text));
        }
        catch (JsonException exception)
        {
            throw Invalid(exception.Message);
        }

        var version = token.StringOrEmpty("v");
        if (version != Version)
        {
            throw Invalid($"server does not recognize this encoded version \"{version}\"");
        }

        var revision = token.Integer("rv") ?? 0;
        var start = token.StringOrEmpty("start");
        return revision == 0 ? throw Invalid($"incorrect encoded start resourceVersion (version {Version})")
            : start.Length == 0 ? throw Invalid($"continue key is not valid: encoded start key empty (version {Version})")
            : new ContinueToken(revision, start);
    }

    private static byte[] Base64(string text)
    {
        var bad = text.AsSpan().IndexOfAnyExcept(Alphabet);
        if (bad >= 0 || text.Length % 4 == 1)
        {
            throw Invalid($"illegal base64 data at input byte {(bad >= 0 ? bad : text.Length)}");
        }

        var padded = new StringBuilder(text).Replace('-', '+').Replace('_', '/').Append('=', (4 - text.Length % 4) % 4);
        return Convert.FromBase64String(padded.ToString());
    }

    private static readonly System.Buffers.SearchValues<char> Alphabet =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static ApiException Invalid(string why) => ApiException.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
