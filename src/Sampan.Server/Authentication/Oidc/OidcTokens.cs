using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Authentication.Oidc;

/// <summary>Identity tokens of an OpenID Connect issuer: signed by it, not expired, meant for this server, with the claims that are required.</summary>
internal sealed class OidcTokens(OidcOptions options, OidcKeys keys, TimeProvider time) : ITokenAuthenticator
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);
    private readonly string _prefix = options.UsernamePrefix switch
    {
        null => options.UsernameClaim == "email" ? "" : $"{options.IssuerUrl.OriginalString}#",
        "-" => "",
        var given => given,
    };

    public async ValueTask<TokenResult?> AuthenticateAsync(string token, IReadOnlyList<string> audiences, CancellationToken cancellationToken)
    {
        if (JsonWebToken.Parse(token) is not { } parsed || parsed.Claims.StringOrEmpty("iss") != options.IssuerUrl.OriginalString)
        {
            return null;
        }

        if (!options.SigningAlgorithms.Contains(parsed.Algorithm))
        {
            return TokenResult.Refused($"oidc: the token is signed with \"{parsed.Algorithm}\", not one of {string.Join(", ", options.SigningAlgorithms)}");
        }

        var candidates = await keys.FindAsync(parsed.KeyId, cancellationToken);
        if (!candidates.Any(key => JsonWebSignature.Verify(key.Key, parsed.Algorithm, parsed.Content, parsed.Signature)))
        {
            return TokenResult.Refused("oidc: verify token: failed to verify signature: failed to verify id token signature");
        }

        return Fault(parsed.Claims) is { } fault ? TokenResult.Refused($"oidc: {fault}") : Identify(parsed.Claims, audiences);
    }

    private string? Fault(JsonElement claims)
    {
        var now = time.GetUtcNow();
        if (!Texts(claims, "aud").Contains(options.ClientId))
        {
            return $"verify token: expected audience \"{options.ClientId}\" got [{string.Join(' ', Texts(claims, "aud").Select(audience => $"\"{audience}\""))}]";
        }

        if (Seconds(claims, "exp") is not { } expires || expires <= now)
        {
            return "verify token: token is expired";
        }

        if (Seconds(claims, "nbf") is { } begins && now + Skew < begins)
        {
            return "verify token: current time is before the nbf (not before) time";
        }

        foreach (var (name, value) in options.RequiredClaims)
        {
            if (claims.Member(name) is not { } claim)
            {
                return $"required claim {name} not present in ID token";
            }

            if (claim.ValueKind != JsonValueKind.String || claim.GetString() != value)
            {
                return $"required claim {name} value does not match. Got = {claim}, want = {value}";
            }
        }

        return null;
    }

    private TokenResult Identify(JsonElement claims, IReadOnlyList<string> audiences)
    {
        if (claims.String(options.UsernameClaim) is not { Length: > 0 } name)
        {
            return TokenResult.Refused($"oidc: parse username claims \"{options.UsernameClaim}\": claim not present");
        }

        // An address that the issuer has not verified proves nothing.
        if (options.UsernameClaim == "email" && claims.Member("email_verified") is { } verified && verified.ValueKind != JsonValueKind.True)
        {
            return TokenResult.Refused("oidc: email not verified");
        }

        var groups = options.GroupsClaim.Length == 0 ? [] : Texts(claims, options.GroupsClaim).Select(group => options.GroupsPrefix + group);
        var extra = new Dictionary<string, IReadOnlyList<string>>();
        if (claims.String("jti") is { Length: > 0 } id)
        {
            extra["authentication.kubernetes.io/credential-id"] = [$"JTI={id}"];
        }

        return new TokenResult(new UserInfo(_prefix + name, [.. groups, UserInfo.Authenticated]) { Extra = extra }, audiences, "");
    }

    private static string[] Texts(JsonElement claims, string name) => claims.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        { ValueKind: JsonValueKind.Array } many => [.. many.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
        _ => [],
    };

    // Some issuers write fractions of seconds.
    private static DateTimeOffset? Seconds(JsonElement claims, string name) =>
        claims.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetDouble(out var seconds) && Math.Abs(seconds) < 1e11
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;
}
