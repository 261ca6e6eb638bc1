using Sampan.Charts.Text;

namespace Sampan.Charts.Schemas;

/// <summary>The formats of addresses, as far as Go's lenient URL parser refuses them.</summary>
internal static class UriFormats
{
    public static string? CheckUri(string text)
    {
        if (CheckParses(text) is { } reason)
        {
            return reason;
        }

        return SchemeLength(text) > 0 ? null : "relative url";
    }

    public static string? CheckReference(string text) => text.Contains('\\') ? "contains \\" : CheckParses(text);

    public static string? CheckTemplate(string text)
    {
        if (CheckParses(text) is { } reason)
        {
            return reason;
        }

        var open = false;
        foreach (var brace in text.Where(character => character is '{' or '}'))
        {
            if (open == (brace == '{'))
            {
                return "nested curly braces";
            }

            open = !open;
        }

        return open ? "no matching closing brace" : null;
    }

    private static string? CheckParses(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || text.Contains('\u007F'))
        {
            return $"parse {GoText.Quote(text)}: net/url: invalid control character in URL";
        }

        if (text.StartsWith(':'))
        {
            return $"parse {GoText.Quote(text)}: missing protocol scheme";
        }

        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return $"parse {GoText.Quote(text)}: invalid URL escape {GoText.Quote(text[i..Math.Min(i + 3, text.Length)])}";
            }
        }

        var scheme = SchemeLength(text);
        if (scheme == 0 && text.Split('/', '?', '#')[0].Contains(':'))
        {
            return $"parse {GoText.Quote(text)}: first path segment in URL cannot contain colon";
        }

        return CheckHost(text, scheme);
    }

    private static string? CheckHost(string text, int scheme)
    {
        var rest = text[(scheme > 0 ? scheme + 1 : 0)..];
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return null;
        }

        var host = rest[2..].Split('/', '?', '#')[0];
        host = host[(host.LastIndexOf('@') + 1)..];
        if (host.StartsWith('['))
        {
            var end = host.IndexOf(']');
            return end < 0 ? $"parse {GoText.Quote(text)}: missing ']' in host"
                : NetworkFormats.CheckIPv6(host[1..end]) is { } reason ? $"invalid ipv6 address: {reason}" : null;
        }

        foreach (var character in host.Where(character => character is ' ' or '<' or '>' or '"' or '\\' or '^' or '`' or '{' or '|' or '}'))
        {
            return $"parse {GoText.Quote(text)}: invalid character {GoText.Quote(character.ToString())} in host name";
        }

        var colon = host.LastIndexOf(':');
        return colon >= 0 && !host.AsSpan(colon + 1).ToString().All(char.IsAsciiDigit)
            ? $"parse {GoText.Quote(text)}: invalid port {GoText.Quote(host[colon..])} after host"
            : null;
    }

    private static int SchemeLength(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).ToString().All(character => char.IsAsciiLetterOrDigit(character) || character is '+' or '-' or '.')
            ? colon
            : 0;
    }
}
