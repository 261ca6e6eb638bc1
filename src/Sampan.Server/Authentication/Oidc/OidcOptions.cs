namespace Sampan.Server.Authentication.Oidc;

/// <summary>An OpenID Connect issuer whose tokens are believed. Named as kube-apiserver's flags are.</summary>
/// <param name="IssuerUrl">The issuer, an https address (<c>--oidc-issuer-url</c>).</param>
/// <param name="ClientId">Whom tokens must be meant for (<c>--oidc-client-id</c>).</param>
public sealed record OidcOptions(Uri IssuerUrl, string ClientId)
{
    /// <summary>The claim that is the user's name (<c>--oidc-username-claim</c>).</summary>
    public string UsernameClaim { get; init; } = "sub";

    /// <summary>What is put before it; null: the issuer and <c>#</c>, unless the claim is <c>email</c>; <c>-</c>: nothing (<c>--oidc-username-prefix</c>).</summary>
    public string? UsernamePrefix { get; init; }

    /// <summary>The claim that has the user's groups; empty for none (<c>--oidc-groups-claim</c>).</summary>
    public string GroupsClaim { get; init; } = "";

    /// <summary>What is put before each (<c>--oidc-groups-prefix</c>).</summary>
    public string GroupsPrefix { get; init; } = "";

    /// <summary>Claims that must have these values (<c>--oidc-required-claim</c>).</summary>
    public IReadOnlyDictionary<string, string> RequiredClaims { get; init; } = new Dictionary<string, string>();

    /// <summary>Signature algorithms that are believed (<c>--oidc-signing-algs</c>).</summary>
    public IReadOnlyList<string> SigningAlgorithms { get; init; } = ["RS256"];

    /// <summary>PEM certificates of the authorities that vouch for the issuer's host; null: the system's (<c>--oidc-ca-file</c>).</summary>
    public string? AuthorityPem { get; init; }
}
