using System.Net.Http.Headers;

namespace Sampan.Charts.Registries;

/// <summary>How a registry wants requests authenticated (RFC 9110, section 11): <c>Basic</c>, or <c>Bearer</c> with the place that gives tokens.</summary>
/// <param name="IsBearer">Whether a token is wanted.</param>
/// <param name="Realm">The address that gives tokens.</param>
/// <param name="Service">The name under which that address knows the registry.</param>
/// <param name="Scope">What the token has to allow.</param>
internal sealed record AuthenticationChallenge(bool IsBearer, string Realm, string Service, string Scope)
{
    /// <summary>The first challenge that can be met; null when there is none.</summary>
    public static AuthenticationChallenge? Of(HttpResponseHeaders headers)
    {
        foreach (var challenge in headers.WwwAuthenticate)
        {
            if (challenge.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
            {
                return new AuthenticationChallenge(IsBearer: false, "", "", "");
            }

            if (challenge.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
            {
                var parameters = Parameters(challenge.Parameter ?? "");
                return new AuthenticationChallenge(IsBearer: true, parameters.GetValueOrDefault("realm", ""), parameters.GetValueOrDefault("service", ""), parameters.GetValueOrDefault("scope", ""));
            }
        }

        return null;
    }

    private static Dictionary<string, string> Parameters(string text)
    {
        Dictionary<string, string> parameters = new(StringComparer.OrdinalIgnoreCase);
        for (var position = 0; position < text.Length;)
        {
            var equals = text.IndexOf('=', position);
            if (equals < 0)
            {
                break;
            }

            var name = text[position..equals].Trim(' ', ',');
            var isQuoted = equals + 1 < text.Length && text[equals + 1] == '"';
            var start = isQuoted ? equals + 2 : equals + 1;
            var end = text.IndexOf(isQuoted ? '"' : ',', start);
            end = end < 0 ? text.Length : end;
            parameters[name] = text[start..end].Trim();
            position = end + 1;
        }

        return parameters;
    }
}
