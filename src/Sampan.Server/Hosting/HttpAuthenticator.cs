using Microsoft.AspNetCore.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Hosting;

/// <summary>Finds out who asks: by what a front proxy says, by client certificate, by bearer token, else nobody in particular.</summary>
internal sealed class HttpAuthenticator(CertificateAuthority authority, EndpointOptions options)
{
    private const string Bearer = "Bearer ";
    private readonly ClientCertificates? _clients = options.ClientAuthorityPem is { } pem ? ClientCertificates.OfPem(pem, options.Time) : null;
    private readonly FrontProxy? _frontProxy = options.FrontProxy is { } proxy ? new FrontProxy(proxy, options.Time) : null;

    /// <summary>Who asks; 401 for credentials that prove nothing.</summary>
    public async ValueTask<UserInfo> IdentifyAsync(HttpContext context, ServedCluster cluster, CancellationToken cancellationToken)
    {
        if (_frontProxy?.Authenticate(context) is { } named)
        {
            return named;
        }

        if (context.Connection.ClientCertificate is { } certificate && (authority.Authenticate(certificate) ?? _clients?.Authenticate(certificate)) is { } holder)
        {
            return holder;
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            return UserInfo.Anonymous;
        }

        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && (await cluster.Tokens.AuthenticateAsync(authorization[Bearer.Length..].Trim(), [], cancellationToken)).User is { } owner
            ? owner
            : throw new ApiException(new ApiStatus(401, StatusReasons.Unauthorized, "Unauthorized"));
    }

    /// <summary>The kinds of credentials that a request shows, as the audit names them.</summary>
    public static string Attempted(HttpContext context)
    {
        List<string> kinds = [];
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            kinds.Add("basic");
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            kinds.Add("bearer");
        }

        if (context.Connection.ClientCertificate is not null)
        {
            kinds.Add("x509");
        }

        return string.Join(", ", kinds);
    }
}
