using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Identity;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Registry;

namespace Sampan.Server.Authentication;

/// <summary>Service accounts' tokens as credentials: those that were asked for, and those that are kept in Secrets.</summary>
internal sealed class ServiceAccountTokens(ServedCluster cluster, TokenSigner signer)
{
    public const string Issuer = "https://kubernetes.default.svc";

    /// <summary>The issuer of tokens in Secrets, which neither expire nor are meant for anybody in particular.</summary>
    private const string SecretIssuer = "kubernetes/serviceaccount";
    private const string Invalid = "invalid bearer token";
    private static readonly Dictionary<string, IReadOnlyList<string>> NoExtra = [];

    /// <summary>Signs claims.</summary>
    public string Sign(JsonObject claims) => signer.Sign(claims);

    /// <summary>The public key as a JSON Web Key Set.</summary>
    public JsonObject KeySet() => signer.KeySet();

    /// <summary>Whose token it is: signed here, not expired, meant for one of the audiences, of accounts and objects that still exist.</summary>
    public TokenResult Verify(string token, IReadOnlyList<string> audiences)
    {
        if (signer.Claims(token) is not { } claims)
        {
            return TokenResult.Refused(Invalid);
        }

        return claims.StringOrEmpty("iss") switch
        {
            Issuer => VerifyRequested(claims, audiences),
            SecretIssuer => VerifyKept(claims, token, audiences),
            _ => TokenResult.Refused(Invalid),
        };
    }

    private TokenResult VerifyRequested(JsonElement claims, IReadOnlyList<string> audiences)
    {

        string[] meant = [.. claims.Items("aud").Select(audience => audience.ToString())];
        string[] common = [.. meant.Intersect(audiences)];
        if (common.Length == 0)
        {
            return TokenResult.Refused($"[{Invalid}, token audiences [{Quoted(meant)}] is invalid for the target audiences [{Quoted(audiences)}]]");
        }

        var now = cluster.Time.GetUtcNow().ToUnixTimeSeconds();
        var details = claims.Member("kubernetes.io") ?? default;
        if (claims.Integer("exp") is not { } expires || expires <= now || !IsLive(details))
        {
            return TokenResult.Refused(Invalid);
        }

        var account = details.Member("serviceaccount") ?? default;
        return new TokenResult(Account(details.StringOrEmpty("namespace"), account.StringOrEmpty("name"), account.StringOrEmpty("uid"), Extra(claims, details)), common, "");
    }

    /// <summary>A service account as a user.</summary>
    public static UserInfo Account(string @namespace, string name, string uid, IReadOnlyDictionary<string, IReadOnlyList<string>> extra) =>
        new($"system:serviceaccount:{@namespace}:{name}", ["system:serviceaccounts", $"system:serviceaccounts:{@namespace}", UserInfo.Authenticated], uid) { Extra = extra };

    /// <summary>A token in a Secret is good as long as its account is there and the Secret holds it.</summary>
    private TokenResult VerifyKept(JsonElement claims, string token, IReadOnlyList<string> audiences)
    {
        const string Prefix = "kubernetes.io/serviceaccount/";
        var @namespace = claims.StringOrEmpty(Prefix + "namespace");
        var account = claims.StringOrEmpty(Prefix + "service-account.name");
        var uid = claims.StringOrEmpty(Prefix + "service-account.uid");
        var secret = Stored(WellKnownTypes.Secrets, @namespace, claims.StringOrEmpty(Prefix + "secret.name"));
        var isLive = Stored(WellKnownTypes.ServiceAccounts, @namespace, account) is { Metadata.DeletionTimestamp: null } found && found.Metadata.Uid == uid
            && secret is { Metadata.DeletionTimestamp: null } && Holds(secret, token);
        return isLive ? new TokenResult(Account(@namespace, account, uid, NoExtra), audiences, "") : TokenResult.Refused(Invalid);
    }

    private static bool Holds(KubernetesObject secret, string token) =>
        secret.Root.Member("data")?.Member("token") is { ValueKind: JsonValueKind.String } kept
        && kept.TryGetBytesFromBase64(out var bytes)
        && CryptographicOperations.FixedTimeEquals(bytes, Encoding.UTF8.GetBytes(token));

    private static Dictionary<string, IReadOnlyList<string>> Extra(JsonElement claims, JsonElement details)
    {
        var extra = new Dictionary<string, IReadOnlyList<string>> { ["authentication.kubernetes.io/credential-id"] = [$"JTI={claims.StringOrEmpty("jti")}"] };
        if (details.Member("pod") is { } pod)
        {
            extra["authentication.kubernetes.io/pod-name"] = [pod.StringOrEmpty("name")];
            extra["authentication.kubernetes.io/pod-uid"] = [pod.StringOrEmpty("uid")];
        }

        return extra;
    }

    private bool IsLive(JsonElement details)
    {
        var @namespace = details.StringOrEmpty("namespace");
        return Exists(WellKnownTypes.ServiceAccounts, @namespace, details.Member("serviceaccount"))
            && (details.Member("pod") is not { } pod || Exists(WellKnownTypes.Pods, @namespace, pod))
            && (details.Member("secret") is not { } secret || Exists(WellKnownTypes.Secrets, @namespace, secret));
    }

    private bool Exists(ResourceType type, string @namespace, JsonElement? reference) =>
        Stored(type, @namespace, (reference ?? default).StringOrEmpty("name"))?.Metadata.Uid == (reference ?? default).StringOrEmpty("uid");

    private KubernetesObject? Stored(ResourceType type, string @namespace, string name) =>
        cluster.Store.Current.Get(cluster.Resource(type).Key(new NamespacedName(@namespace, name)))?.Object;

    private static string Quoted(IEnumerable<string> values) => string.Join(' ', values.Select(value => $"\"{value}\""));
}
