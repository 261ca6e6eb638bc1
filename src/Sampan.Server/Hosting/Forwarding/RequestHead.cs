using System.Text;
using Microsoft.AspNetCore.Http;
using Sampan.Server.Proxying;

namespace Sampan.Server.Hosting.Forwarding;

/// <summary>
/// The head of a request that is passed on. It is written here and not by an HTTP client because groups are a header line
/// each (<c>Impersonate-Group</c>, <c>X-Remote-Group</c>), which .NET's client would join into one.
/// </summary>
internal static class RequestHead
{
    private static readonly string[] NotPassedOn = ["Host", "Connection", "Keep-Alive", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Content-Length", "Authorization"];
    private static readonly string[] OfIdentity = ["Impersonate-", "X-Remote-"];

    /// <summary>The bytes up to the empty line.</summary>
    /// <param name="request">The request that came.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="upgrade">The protocol to change to, empty for none.</param>
    public static byte[] Encode(HttpRequest request, ProxyTarget target, string upgrade)
    {
        var head = new StringBuilder();
        Line($"{request.Method} {target.Address.AbsolutePath.TrimEnd('/')}{target.Path} HTTP/1.1");
        Line($"Host: {target.Address.Authority}");
        foreach (var (name, values) in request.Headers)
        {
            if (!name.StartsWith(':') && !NotPassedOn.Contains(name, StringComparer.OrdinalIgnoreCase) && !Array.Exists(OfIdentity, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                foreach (var value in values)
                {
                    Line($"{name}: {value}");
                }
            }
        }

        foreach (var (name, value) in target.Identity)
        {
            Line($"{name}: {value}");
        }

        if (upgrade.Length > 0)
        {
            Line("Connection: Upgrade");
            Line($"Upgrade: {upgrade}");
        }
        else
        {
            Line("Connection: close");
            Line(HasBody(request) ? "Transfer-Encoding: chunked" : "Content-Length: 0");
        }

        head.Append("\r\n");
        return Encoding.UTF8.GetBytes(head.ToString());

        // Whatever a name or a path has in it, it begins no other line.
        void Line(string text) => head.Append(text.ReplaceLineEndings(" ")).Append("\r\n");
    }

    /// <summary>Whether a body follows.</summary>
    public static bool HasBody(HttpRequest request) => request.ContentLength is > 0 || (request.ContentLength is null && request.Method is "POST" or "PUT" or "PATCH" or "DELETE");
}
