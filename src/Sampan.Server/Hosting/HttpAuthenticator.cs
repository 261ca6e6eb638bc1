using Microsoft.AspNetCore.Http;
using Sampan.Kubernetes.Errors;
using Sampan.Server.Authentication;
using Sampan.Server.Registry;

namespace Sampan.Server.Hosting;

/// <summary>Finds out who asks: by client certificate, by bearer token, else nobody in particular.</summary>
internal sealed class HttpAuthenticator(CertificateAuthority authority)
{
    private const string Bearer = "Bearer ";

    /// <summary>Who asks; 401 for credentials that prove nothing.</summary>
    public ValueTask<UserInfo> IdentifyAsync(HttpContext context, ServedCluster cluster, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (context.Connection.ClientCertificate is { } certificate && authority.Authenticate(certificate) is { } holder)
        {
            return ValueTask.FromResult(holder);
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Length == 0)
        {
            return ValueTask.FromResult(UserInfo.Anonymous);
        }

        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && cluster.Tokens.Authenticate(authorization[Bearer.Length..].Trim(), []).User is { } owner
            ? ValueTask.FromResult(owner)
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
