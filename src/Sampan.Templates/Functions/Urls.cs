using Sampan.Templates.Addresses;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for URLs.</summary>
internal static class Urls
{
    public static void AddTo(FunctionTable table)
    {
        table.Add("urlParse", [ParameterType.Text], (_, arguments) => Parse((string)arguments[0]!));
        table.Add("urlJoin", [ParameterType.Map], (_, arguments) => Join((Dictionary<string, object?>?)arguments[0] ?? []));
    }

    private static Dictionary<string, object?> Parse(string text)
    {
        var url = Read(text, "unable to parse url: ");
        return new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["scheme"] = url.Scheme,
            ["host"] = url.Host,
            ["hostname"] = url.HostName,
            ["path"] = url.Path,
            ["query"] = url.Query,
            ["opaque"] = url.Opaque,
            ["fragment"] = url.Fragment,
            ["userinfo"] = url.User is null ? "" : url.UserText,
        };
    }

    private static string Join(Dictionary<string, object?> parts)
    {
        var url = new GoUrl
        {
            Scheme = Part(parts, "scheme"),
            Host = Part(parts, "host"),
            Path = Part(parts, "path"),
            Query = Part(parts, "query"),
            Opaque = Part(parts, "opaque"),
            Fragment = Part(parts, "fragment"),
        };
        var user = Part(parts, "userinfo");
        if (user.Length > 0)
        {
            var parsed = Read($"proto://{user}@host", "unable to parse userinfo in dict: ");
            url = url with { User = parsed.User, Password = parsed.Password };
        }

        return url.ToString();
    }

    private static string Part(Dictionary<string, object?> parts, string key) => parts.TryGetValue(key, out var value)
        ? value as string ?? throw new FunctionException($"unable to parse {key} key, must be of type string, but {GoType.Kind(value)} found")
        : "";

    private static GoUrl Read(string text, string context)
    {
        try
        {
            return GoUrl.Parse(text);
        }
        catch (FormatException exception)
        {
            throw new FunctionException(context + exception.Message);
        }
    }
}
