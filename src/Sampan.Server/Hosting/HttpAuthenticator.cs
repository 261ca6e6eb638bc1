using Microsoft.AspNetCore.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Hosting;

/// <summary>Finds out who asks: by client certificate, by bearer token, else nobody in particular.</summary>
internal sealed class HttpAuthenticator(CertificateAuthority authority)
{
    private const string Bearer = "Bearer ";

    /// <summary>The user, after impersonation; 401 for credentials that prove nothing.</summary>
    public UserInfo Authenticate(HttpContext context, ServedCluster cluster)
    {
        var user = Identify(context, cluster) ?? UserInfo.Anonymous;
        return Impersonation.Apply(context.Request.Headers, user, cluster.Authorizer);
    }

    private UserInfo? Identify(HttpContext context, ServedCluster cluster)
    {
        if (context.Connection.ClientCertificate is { } certificate && authority.Authenticate(certificate) is { } holder)
        {
            return holder;
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            return null;
        }

        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && cluster.Tokens.Authenticate(authorization[Bearer.Length..].Trim(), []).User is { } owner
            ? owner
            : throw new ApiException(new ApiStatus(401, StatusReasons.Unauthorized, "Unauthorized"));
    }
}
