using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Libraries;

/// <summary>URLs.</summary>
internal static class UrlLibrary
{
    private static readonly CelType Url = OpaqueTypes.Url;

    public static IEnumerable<Overload> All =>
    [
        Overload.Of("url", "string_to_url", [CelType.String], Url, a => Parse(a) is var (parts, error) && parts is not null ? new UrlValue(parts) : new ErrorValue($"URL parse error during conversion from string: {error}")),
        Overload.Of("isURL", "is_url_string", [CelType.String], CelType.Bool, a => BoolValue.Of(Parse(a).Parts is not null)),
        Part("getScheme", "url_get_scheme", parts => parts.Scheme),
        Part("getHost", "url_get_host", parts => parts.Host),
        Part("getHostname", "url_get_hostname", parts => parts.Hostname),
        Part("getPort", "url_get_port", parts => parts.Port),
        Part("getEscapedPath", "url_get_escaped_path", parts => parts.Path),
        Overload.Member("getQuery", "url_get_query", [Url], CelType.Map(CelType.String, CelType.List(CelType.String)), a => Query(((UrlValue)a[0]).Parts.Query)),
    ];

    private static (UrlParts? Parts, string Error) Parse(CelValue[] arguments) => UrlParts.Parse(((StringValue)arguments[0]).Value);

    private static Overload Part(string function, string id, Func<UrlParts, string> part) =>
        Overload.Member(function, id, [Url], CelType.String, a => new StringValue(part(((UrlValue)a[0]).Parts)));

    private static EntryMap Query(string query)
    {
        var map = new EntryMap();
        foreach (var group in query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !pair.Contains(';')).Select(pair => pair.Split('=', 2)).GroupBy(pair => Unescape(pair[0])))
        {
            map.TryAdd(new StringValue(group.Key), new ElementList([.. group.Select(pair => new StringValue(pair.Length > 1 ? Unescape(pair[1]) : ""))]));
        }

        return map;
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
