using System.Globalization;
using Sampan.Templates.Formatting;
using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Templates.Addresses;

/// <summary>A URL in parts, as Go's net/url takes it apart and puts it together.</summary>
internal sealed record GoUrl
{
    public string Scheme { get; init; } = "";

    public string Opaque { get; init; } = "";

    /// <summary>The user's name; null where there is no user.</summary>
    public string? User { get; init; }

    /// <summary>The password; null where there is none.</summary>
    public string? Password { get; init; }

    public string Host { get; init; } = "";

    public string Path { get; init; } = "";

    /// <summary>The path as it was written, where that is not how it would be written.</summary>
    public string RawPath { get; init; } = "";

    public string Query { get; init; } = "";

    public string Fragment { get; init; } = "";

    public string UserText => UrlEscaping.UserInformation(User!) + (Password is null ? "" : ":" + UrlEscaping.UserInformation(Password));

    /// <summary>The host without port and brackets.</summary>
    public string HostName
    {
        get
        {
            if (Host.StartsWith('[') && Host.IndexOf(']', StringComparison.Ordinal) is > 0 and var close)
            {
                return Host[1..close];
            }

            var colon = Host.LastIndexOf(':');
            return colon >= 0 && Host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? Host[..colon] : Host;
        }
    }

    /// <exception cref="FormatException">The text is no URL; the message is Go's.</exception>
    public static GoUrl Parse(string text)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var blamed = hash < 0 ? text : text[..hash];
        try
        {
            var url = ParseWithoutFragment(blamed);
            blamed = text;
            return hash < 0 ? url : url with { Fragment = UrlUnescaping.Fragment(text[(hash + 1)..]) };
        }
        catch (FormatException exception)
        {
            throw new FormatException($"parse {GoQuoting.Quote(blamed)}: {exception.Message}", exception);
        }
    }

    public override string ToString()
    {
        var text = Scheme.Length > 0 ? Scheme + ":" : "";
        if (Opaque.Length > 0)
        {
            text += Opaque;
        }
        else
        {
            if (Scheme.Length > 0 || Host.Length > 0 || User is not null)
            {
                var hasAuthority = Host.Length > 0 || Path.Length > 0 || User is not null;
                text += (hasAuthority ? "//" : "") + (User is null ? "" : UserText + "@") + EscapedHost;
            }

            var path = EscapedPath;
            if (path.Length > 0 && path[0] != '/' && Host.Length > 0)
            {
                text += '/';
            }
            else if (text.Length == 0 && path.Split('/')[0].Contains(':'))
            {
                text += "./";
            }

            text += path;
        }

        return text + (Query.Length > 0 ? "?" + Query : "") + (Fragment.Length > 0 ? "#" + UrlEscaping.Fragment(Fragment) : "");
    }

    private string EscapedPath => RawPath.Length > 0 && UrlUnescaping.TryPath(RawPath) == Path ? RawPath
        : Path == "*" ? "*"
        : UrlEscaping.Path(Path);

    private string EscapedHost
    {
        get
        {
            var zone = Host.StartsWith('[') ? Host.IndexOf('%', StringComparison.Ordinal) : -1;
            return zone < 0 ? UrlEscaping.Host(Host) : UrlEscaping.Host(Host[..zone]) + "%25" + UrlEscaping.Host(Host[(zone + 1)..]);
        }
    }

    private static GoUrl ParseWithoutFragment(string text)
    {
        foreach (var c in text)
        {
            if (c < ' ' || c == '\u007F')
            {
                throw new FormatException("net/url: invalid control character in URL");
            }
        }

        if (text == "*")
        {
            return new GoUrl { Path = "*" };
        }

        var (scheme, rest) = SplitScheme(text);
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var query = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        var url = new GoUrl { Scheme = scheme.ToLowerInvariant(), Query = query };
        if (!rest.StartsWith('/'))
        {
            if (url.Scheme.Length > 0)
            {
                return url with { Opaque = rest };
            }

            if (rest.Split('/')[0].Contains(':'))
            {
                throw new FormatException("first path segment in URL cannot contain colon");
            }
        }

        if (rest.StartsWith("//", StringComparison.Ordinal) && (url.Scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var slash = rest.IndexOf('/', 2);
            var authority = slash < 0 ? rest[2..] : rest[2..slash];
            rest = slash < 0 ? "" : rest[slash..];
            url = WithAuthority(url, authority);
        }

        var path = UrlUnescaping.Path(rest);
        return url with { Path = path, RawPath = UrlEscaping.Path(path) == rest ? "" : rest };
    }

    private static (string Scheme, string Remainder) SplitScheme(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c) || (i > 0 && (char.IsAsciiDigit(c) || c is '+' or '-' or '.')))
            {
                continue;
            }

            if (c == ':')
            {
                return i == 0 ? throw new FormatException("missing protocol scheme") : (text[..i], text[(i + 1)..]);
            }

            break;
        }

        return ("", text);
    }

    private static GoUrl WithAuthority(GoUrl url, string authority)
    {
        var at = authority.LastIndexOf('@');
        var host = ParseHost(url.Scheme, authority[(at + 1)..]);
        if (at < 0)
        {
            return url with { Host = host };
        }

        var user = authority[..at];
        if (!user.All(c => char.IsAsciiLetterOrDigit(c) || "-._:~!$&'()*+,;=%@".Contains(c, StringComparison.Ordinal)))
        {
            throw new FormatException("net/url: invalid userinfo");
        }

        var colon = user.IndexOf(':', StringComparison.Ordinal);
        return url with
        {
            Host = host,
            User = UrlUnescaping.UserInformation(colon < 0 ? user : user[..colon]),
            Password = colon < 0 ? null : UrlUnescaping.UserInformation(user[(colon + 1)..]),
        };
    }

    private static string ParseHost(string scheme, string host)
    {
        var open = host.LastIndexOf('[');
        if (open > 0)
        {
            throw new FormatException("invalid IP-literal");
        }

        if (open == 0)
        {
            return ParseIPLiteral(host);
        }

        // Only the web's schemes are strict about colons: others have lists of hosts.
        var colon = scheme is "http" or "https" ? host.IndexOf(':', StringComparison.Ordinal) : host.LastIndexOf(':');
        if (colon >= 0)
        {
            CheckPort(host[colon..]);
        }

        return GoText.Normalize(UrlUnescaping.Host(host));
    }

    private static string ParseIPLiteral(string host)
    {
        var close = host.LastIndexOf(']');
        if (close < 0)
        {
            throw new FormatException("missing ']' in host");
        }

        CheckPort(host[(close + 1)..]);
        var zone = host.IndexOf("%25", StringComparison.Ordinal) is >= 0 and var at && at < close ? at : close;
        var name = UrlUnescaping.Host(host[1..zone]) + UrlUnescaping.Zone(host[zone..close]);
        if (IPv6Literal.Problem(name) is { } problem)
        {
            throw new FormatException(problem);
        }

        return GoText.Normalize($"[{name}]{host[(close + 1)..]}");
    }

    private static void CheckPort(string port)
    {
        if (port.Length > 0 && (port[0] != ':' || port.AsSpan(1).ContainsAnyExceptInRange('0', '9')))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"invalid port {GoQuoting.Quote(port)} after host"));
        }
    }
}
