namespace Sampan.Server.Cel.Libraries;

/// <summary>An absolute URI, or one with an absolute path alone, in its parts (what Go's url.ParseRequestURI accepts).</summary>
/// <param name="Scheme">Lower case; empty for a path alone.</param>
/// <param name="Host">With the port, as it is written.</param>
/// <param name="Path">As it is written, escapes included.</param>
/// <param name="Query">Without the question mark.</param>
internal sealed record UrlParts(string Scheme, string Host, string Path, string Query)
{
    /// <summary>The host without port and brackets.</summary>
    public string Hostname => Host.StartsWith('[') && Host.Contains(']') ? Host[1..Host.IndexOf(']')] : Host.Split(':')[0];

    /// <summary>The port's digits, empty where there are none.</summary>
    public string Port
    {
        get
        {
            var colon = Host.LastIndexOf(':');
            return colon > Host.LastIndexOf(']') ? Host[(colon + 1)..] : "";
        }
    }

    /// <summary>The parts of a text, or null and why it is no such URI.</summary>
    public static (UrlParts? Parts, string Error) Parse(string text)
    {
        if (text.Length == 0)
        {
            return (null, "parse \"\": empty url");
        }

        if (text.AsSpan().IndexOfAnyInRange('\0', ' ') >= 0 && text.Any(char.IsControl))
        {
            return (null, $"parse {CelText.Quote(text)}: net/url: invalid control character in URL");
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isScheme = colon > 0 && char.IsAsciiLetter(text[0]) && text[..colon].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '+' or '-' or '.');
        var scheme = isScheme ? text[..colon].ToLowerInvariant() : "";
        var rest = isScheme ? text[(colon + 1)..] : text;
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        if (!rest.StartsWith('/'))
        {
            return isScheme ? (new UrlParts(scheme, "", "", query), "") : (null, $"parse {CelText.Quote(text)}: invalid URI for request");
        }

        if (!isScheme && !text.StartsWith('/'))
        {
            return (null, $"parse {CelText.Quote(text)}: invalid URI for request");
        }

        var host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal) && isScheme)
        {
            var slash = rest.IndexOf('/', 2);
            host = slash < 0 ? rest[2..] : rest[2..slash];
            host = host[(host.LastIndexOf('@') + 1)..];
            rest = slash < 0 ? "" : rest[slash..];
            if (host.Any(letter => letter is ' ' or '<' or '>' or '"'))
            {
                return (null, $"parse {CelText.Quote(text)}: invalid character {CelText.Quote(host[host.IndexOfAny([' ', '<', '>', '"'])].ToString())} in host name");
            }
        }

        var parts = new UrlParts(scheme, host, rest.Replace(" ", "%20", StringComparison.Ordinal), query);
        return parts.Port.All(char.IsAsciiDigit) ? (parts, "") : (null, $"parse {CelText.Quote(text)}: invalid port {CelText.Quote(":" + parts.Port)} after host");
    }
}
