using Microsoft.AspNetCore.Http;
using Sampan.Server.Authentication;

namespace Sampan.Server.Hosting;

/// <summary>Believes the headers of a proxy that proves by its certificate to be one (apiserver/pkg/authentication/request/headerrequest).</summary>
internal sealed class FrontProxy(FrontProxyOptions options, TimeProvider time)
{
    private readonly ClientCertificates _certificates = ClientCertificates.OfPem(options.AuthorityPem, time);

    /// <summary>The user that the proxy names; null if no such proxy sent the request, or it names none.</summary>
    public UserInfo? Authenticate(HttpContext context)
    {
        var headers = context.Request.Headers;
        var name = First(headers, options.UsernameHeaders);
        if (name.Length == 0 || context.Connection.ClientCertificate is not { } certificate || !_certificates.Trust(certificate)
            || (options.AllowedNames.Count > 0 && !options.AllowedNames.Contains(ClientCertificates.CommonName(certificate))))
        {
            return null;
        }

        var groups = options.GroupHeaders.SelectMany(header => headers[header].OfType<string>());
        var extra = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var prefix in options.ExtraHeaderPrefixes)
        {
            foreach (var (header, values) in headers.Where(header => header.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                extra[Uri.UnescapeDataString(header[prefix.Length..].ToLowerInvariant())] = [.. values.OfType<string>()];
            }
        }

        return new UserInfo(name, [.. groups, UserInfo.Authenticated], First(headers, options.UidHeaders)) { Extra = extra };
    }

    private static string First(IHeaderDictionary headers, IReadOnlyList<string> names) =>
        names.Select(name => headers[name].ToString()).FirstOrDefault(value => value.Length > 0) ?? "";
}
